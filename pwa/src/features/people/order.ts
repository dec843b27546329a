import type { Row } from '../../records/kinds';
import { locale } from '../../texts/language';

/** The only two orders of people. There is no ranking. */
export type Order = 'met' | 'name';

type Person = Row<'person'>;

/** Sorts by the first note that names them, else the date they were met; latest first. */
export function asMet(people: readonly Person[], noted: ReadonlyMap<string, string>): Person[] {
  const met = (person: Person) => noted.get(person.id) ?? person.fields.met_on ?? '';
  return sortedBy(people, met, (a, b) => (a === b ? 0 : a < b ? 1 : -1));
}

export const alphabet = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });

/** Sorts by name; people without one by what they are known for. */
export function byName(people: readonly Person[], call: (person: Person) => string): Person[] {
  return sortedBy(people, call, alphabet.compare);
}

/** Computes each key once, which matters with thousands of people. */
function sortedBy(
  people: readonly Person[],
  keyOf: (person: Person) => string,
  order: (one: string, other: string) => number,
): Person[] {
  return people
    .map((person) => ({ person, key: keyOf(person) }))
    .sort((a, b) => order(a.key, b.key) || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person }) => person);
}
