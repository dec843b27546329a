import { fold } from '../../records/fold';
import type { PersonFields } from '../../records/kinds';
import { type NewPerson, planOf } from '../capture/plan';

const WORDS = ['name', 'known_for'] as const;
const LISTS = ['interests', 'emails', 'phones', 'links'] as const;

const readPeople = (text: string): NewPerson[] =>
  planOf({ text, reading: 'auto', swapped: false, chosen: [] }).people;

/**
 * Returns what to change on a card if the line it was made from was corrected: only fields that still have
 * the values read from the old line. Empty if there are none.
 */
export function correction(
  card: PersonFields,
  before: string,
  after: string,
): Partial<PersonFields> {
  const [read, now] = [readPeople(before), readPeople(after)];
  const place = read.findIndex((one) =>
    WORDS.some((word) => one[word] && one[word] === card[word]),
  );
  const [was, is] = [read[place], now[place]];
  if (!was || !is || read.length !== now.length) return {};
  const words = WORDS.filter(
    (word) => was[word] === card[word] && is[word] && is[word] !== was[word],
  ).map((word) => [word, is[word]]);
  const lists = LISTS.map((list) => [list, listed(card[list], was[list] ?? [], is[list] ?? [])]);
  return Object.fromEntries([...words, ...lists.filter(([, list]) => list)]);
}

/** Returns the card's list with the mistyped entries replaced; undefined if it does not change. */
function listed(
  card: readonly string[],
  was: readonly string[],
  is: readonly string[],
): string[] | undefined {
  const has = (list: readonly string[], text: string): boolean =>
    list.some((each) => fold(each) === fold(text));
  const kept = card.filter((text) => !has(was, text) || has(is, text));
  const added = is.filter((text) => !has(was, text) && !has(card, text));
  return kept.length < card.length || added.length ? [...kept, ...added] : undefined;
}
