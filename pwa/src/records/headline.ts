import type { PersonFields } from './kinds';

/**
 * Returns what to call a person: the name, else what they are known for, else where they were met. `somebody`
 * words the last, given the event's name (undefined if unknown).
 */
export function headline(
  person: Pick<PersonFields, 'name' | 'known_for'>,
  somebody: (event: string | undefined) => string,
  event?: string,
): string {
  return person.name?.trim() || person.known_for?.trim() || somebody(event);
}

/** Returns the line below the headline: what they are known for, unless that is the headline. */
export function subline(person: Pick<PersonFields, 'name' | 'known_for'>): string {
  return person.name?.trim() ? (person.known_for?.trim() ?? '') : '';
}
