import type { PersonFields } from './kinds';

/**
 * How a person is called: by name, else by what they are known for, else by where they were met.
 * `somebody` words the last, from the event's name (undefined when that is not known either).
 */
export function headline(
  person: Pick<PersonFields, 'name' | 'known_for'>,
  somebody: (event: string | undefined) => string,
  event?: string,
): string {
  return person.name?.trim() || person.known_for?.trim() || somebody(event);
}

/** What stands below the headline: what they are known for, unless that is the headline. */
export function subline(person: Pick<PersonFields, 'name' | 'known_for'>): string {
  return person.name?.trim() ? (person.known_for?.trim() ?? '') : '';
}
