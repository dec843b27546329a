import { fold } from '../../records/fold';
import type { PersonFields } from '../../records/kinds';
import { type NewPerson, planOf } from '../capture/plan';

const WORDS = ['name', 'known_for'] as const;
const LISTS = ['interests', 'emails', 'phones', 'links'] as const;

const readPeople = (text: string): NewPerson[] =>
  planOf({ text, reading: 'auto', swapped: false, chosen: [] }).people;

/**
 * What a card would say had the line that it came of been written as it is now: only what still stands
 * on the card as it was read. Empty where the card has nothing of it.
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

/** The card's list with what was mistyped replaced; undefined where it stays as it is. */
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
