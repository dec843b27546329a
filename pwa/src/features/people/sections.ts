/** Divides people into sections: by the event where they were met, or by first letter. Pure. */

import { dayThere } from '../../records/eventDay';
import { fold } from '../../records/fold';
import type { Row } from '../../records/kinds';
import { keepable } from '../../records/text';
import { alphabet, asMet, byName } from './order';

type Person = Row<'person'>;

export interface PeopleSection {
  id: string;
  rows: Person[];
  /** The event; absent for people met elsewhere, or if the section is a letter. */
  event?: Row<'event'>;
  /** `YYYY-MM` in which people were met elsewhere; '' if unknown. */
  month?: string;
  letter?: string;
}

/**
 * Returns sections by event, newest first, each with the people met there, latest first. People met elsewhere
 * are grouped by month, at the place of the latest of them.
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
    // The local date is computed only for those who need it, because it takes a slow phone long.
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

/** Returns sections by first letter; `#` for other characters. */
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

/**
 * Returns the letter as the language sorts it: Ö counts as O in German, and is a letter of its own in
 * Swedish.
 */
function letterOf(name: string): string {
  const [first = ''] = keepable(name.trim());
  if (!/\p{L}/u.test(first)) return '#';
  const [plain = first] = fold(first);
  return (alphabet.compare(plain, first) === 0 ? plain : first).toLocaleUpperCase();
}

/** Returns people with this tag, compared by `fold`. */
export function tagged(people: readonly Person[], tag: string): Person[] {
  const asked = fold(tag);
  return people.filter(({ fields }) => fields.interests.some((each) => fold(each) === asked));
}
