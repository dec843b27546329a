import type { Row } from '../../records/kinds';
import { locale } from '../../texts/language';

/** The only two orders there are: nobody is ever ranked. */
export type Order = 'met' | 'name';

type Person = Row<'person'>;

/** Latest met first: by the first note that names them, else the day they were met. */
export function asMet(people: readonly Person[], noted: ReadonlyMap<string, string>): Person[] {
  const met = (person: Person) => noted.get(person.id) ?? person.fields.met_on ?? '';
  return sortedBy(people, met, (a, b) => (a === b ? 0 : a < b ? 1 : -1));
}

export const alphabet = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });

/** By what they are called; whoever has no name stands where what they are known for would. */
export function byName(people: readonly Person[], call: (person: Person) => string): Person[] {
  return sortedBy(people, call, alphabet.compare);
}

/** Each is asked for its key once: among thousands that is felt. */
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
