/** Everybody in sections: by the evening they were met at, or by the letter they begin with. Pure. */

import { dayThere } from '../../records/eventDay';
import { fold } from '../../records/fold';
import type { Row } from '../../records/kinds';
import { keepable } from '../../records/text';
import { alphabet, asMet, byName } from './order';

type Person = Row<'person'>;

export interface PeopleSection {
  id: string;
  rows: Person[];
  /** The evening; none for who was met elsewhere, or where the section is a letter. */
  event?: Row<'event'>;
  /** `YYYY-MM` in which people were met elsewhere; '' where nobody knows when. */
  month?: string;
  letter?: string;
}

/**
 * The evenings, newest first, each with whom one met there, latest met first. Who was met elsewhere stands
 * with the others of that month, where the latest of them belongs.
 */
export function byEvening(
  people: readonly Person[],
  noted: ReadonlyMap<string, string>,
  events: ReadonlyMap<string, Row<'event'>>,
  zone: string,
): PeopleSection[] {
  const sections = new Map<string, PeopleSection & { at: string }>();
  for (const person of asMet(people, noted)) {
    const event = events.get(person.fields.met_at ?? '');
    const [instant] = noted.get(person.id)?.split(' ') ?? [];
    // Which day it was there is asked of those alone who need it: it takes a slow phone long.
    const day = event ? '' : (person.fields.met_on ?? (instant && dayThere(instant, zone)) ?? '');
    const month = day.slice(0, 7);
    const id = event?.id ?? `month-${month}`;
    const known = sections.get(id);
    if (known) known.rows.push(person);
    else
      sections.set(id, {
        id,
        rows: [person],
        at: event?.fields.starts_at ?? instant ?? day,
        ...(event ? { event } : { month }),
      });
  }
  return [...sections.values()].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

/** By name, a section for each first letter; what is no letter is `#`. */
export function byLetter(
  people: readonly Person[],
  call: (person: Person) => string,
): PeopleSection[] {
  const sections: PeopleSection[] = [];
  const letters = new Map<string, string>();
  for (const person of byName(people, call)) {
    const [first = ''] = call(person).trim();
    const letter = letters.get(first) ?? letterOf(call(person));
    letters.set(first, letter);
    const last = sections.at(-1);
    if (last?.letter === letter) last.rows.push(person);
    else sections.push({ id: `letter-${sections.length}`, rows: [person], letter });
  }
  return sections;
}

/** As the language has it: Ö is an O in German, and a letter of its own in Swedish. */
function letterOf(name: string): string {
  const [first = ''] = keepable(name.trim());
  if (!/\p{L}/u.test(first)) return '#';
  const [plain = first] = fold(first);
  return (alphabet.compare(plain, first) === 0 ? plain : first).toLocaleUpperCase();
}

/** Those with this tag, as `fold` compares it. */
export function tagged(people: readonly Person[], tag: string): Person[] {
  const asked = fold(tag);
  return people.filter(({ fields }) => fields.interests.some((each) => fold(each) === asked));
}
