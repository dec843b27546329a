/**
 * Finds out whether a message talks about work before the other person has asked. Plain rules, on the phone.
 * The user is told once, and not stopped.
 */
import type { CardFields, PersonFields } from '../../records/kinds';
import { sourceOf } from '../search/phrases';
import { wordsOf } from '../search/tokens';

export type Nudge =
  | { about: 'client'; client: string }
  | { about: 'talking_point' }
  | { about: 'asking' };

type Card = Pick<CardFields, 'deck' | 'text' | 'details' | 'client' | 'retired'>;
type Person = Pick<PersonFields, 'organisation' | 'name'>;

const said = (text: string): string[] => wordsOf(text).map((word) => word.text);

/**
 * Returns where `part` starts in `words`; the last word may have a plural or possessive "s": "Acmes",
 * "Acme’s".
 */
function places(words: readonly string[], part: readonly string[]): number[] {
  return words.flatMap((_, start) =>
    part.every((word, index) => {
      const here = words[start + index];
      const isLast = index === part.length - 1;
      return here === word || (isLast && word.length > 3 && here === `${word}s`);
    })
      ? [start]
      : [],
  );
}

/** Names up to this length may be ordinary words, such as "it", so they count only in capitals ("IT"). */
const SHORT = 3;

function names(text: string, client: string): boolean {
  const part = said(client);
  if (!part.length) return false;
  const at = places(said(text), part);
  if (part.length > 1 || client.trim().length > SHORT) return at.length > 0;
  const words = wordsOf(text);
  return at.some((place) => {
    const word = words[place];
    return word && text.slice(word.from, word.to) === client.trim();
  });
}

/** So many equal words in a row are no coincidence. */
const RUN = 5;

/** Whether a text repeats a talking point: five of its words in a row, or all of a shorter one. */
function repeats(text: readonly string[], point: readonly string[]): boolean {
  if (point.length < 3) return false;
  const run = Math.min(RUN, point.length);
  for (let start = 0; start + run <= point.length; start++) {
    if (places(text, point.slice(start, start + run)).length > 0) return true;
  }
  return false;
}

const packs = import.meta.glob<{ asking: readonly string[] }>('../../texts/*/asking.ts', {
  eager: true,
});
let requests: RegExp[] | undefined;

/** In all languages, because users write to people in theirs. */
function asks(words: readonly string[]): boolean {
  requests ??= Object.values(packs)
    .flatMap(({ asking }) => asking)
    .map((phrase) => new RegExp(`(?<= |^)${sourceOf(phrase, {})}`, 'u'));
  const text = words.map((word) => `${word} `).join('');
  return requests.some((request) => request.test(text));
}

/**
 * Returns what the message should perhaps not contain; undefined if nothing. `cards`: the user's. `isFirst`:
 * the user has not written to this person before.
 */
export function nudgeFor(
  text: string,
  cards: readonly Card[],
  person: Person | undefined,
  isFirst: boolean,
): Nudge | undefined {
  const words = said(text);
  const live = cards.filter(({ deck, retired }) => deck === 'pitch' && !retired);
  for (const { client } of live) {
    if (!client || !names(text, client)) continue;
    // Naming a company to somebody who works there, or has that name, is not a pitch.
    const theirs = [person?.organisation, person?.name].some((own) => own && names(own, client));
    if (!theirs) return { about: 'client', client: client.trim() };
  }
  for (const card of live) {
    const points = [card.text, ...(card.details ?? '').split(/[\n.!?]+/u)];
    if (points.some((point) => repeats(words, said(point)))) return { about: 'talking_point' };
  }
  return isFirst && asks(words) ? { about: 'asking' } : undefined;
}
