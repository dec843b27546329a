/** Picks as many people as somebody may want to write to in one morning. Pure. */
import type { Card } from './arrange';

/** They fit on two screens. */
const MOST = 9;
/** With so few more, all are shown. */
const FEW = 3;

export const handfulOf = (cards: readonly Card[]): Set<string> =>
  new Set(cards.slice(0, MOST).map(({ followup }) => followup.id));

/** Splits cards into those shown (`here`; `open` has their ids) and `others`, if there are more than a few. */
export function shownOf(
  cards: readonly Card[],
  open: ReadonlySet<string>,
): { here: readonly Card[]; others: readonly Card[] } {
  const others = cards.filter(({ followup }) => !open.has(followup.id));
  if (others.length <= FEW) return { here: cards, others: [] };
  return { here: cards.filter(({ followup }) => open.has(followup.id)), others };
}
