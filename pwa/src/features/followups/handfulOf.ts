/** As many as one may want to write to in one morning. Pure. */
import type { Card } from './arrange';

/** They fit two screens. */
const MOST = 9;
/** So few more are no reason to stop. */
const FEW = 3;

export const handfulOf = (cards: readonly Card[]): Set<string> =>
  new Set(cards.slice(0, MOST).map(({ followup }) => followup.id));

/** Those `here`, of whom `open` has the ids, and the `others`, where they are more than a few. */
export function takenApart(
  cards: readonly Card[],
  open: ReadonlySet<string>,
): { here: readonly Card[]; others: readonly Card[] } {
  const others = cards.filter(({ followup }) => !open.has(followup.id));
  if (others.length <= FEW) return { here: cards, others: [] };
  return { here: cards.filter(({ followup }) => open.has(followup.id)), others };
}
