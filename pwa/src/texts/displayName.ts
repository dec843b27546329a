import { headline, subline } from '../records/headline';
import type { PersonFields } from '../records/kinds';
import { t } from './index';

type Called = Pick<PersonFields, 'name' | 'known_for'>;

/**
 * Returns a person's name as all screens show it; `event`: the name of the event where they were met, if
 * known.
 */
export const displayName = (person: Called, event?: string): string =>
  headline(person, (where) => (where ? t.person.somebodyFrom(where) : t.person.somebody), event);

export { subline };

/** Returns a person on one line: "Maya, water-skis". */
export function inOneLine(person: Called, event?: string): string {
  const rest = subline(person);
  return rest ? t.person.knownFor(displayName(person, event), rest) : displayName(person, event);
}
