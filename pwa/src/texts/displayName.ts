import { headline, subline } from '../records/headline';
import type { PersonFields } from '../records/kinds';
import { t } from './index';

type Called = Pick<PersonFields, 'name' | 'known_for'>;

/** How a person is called on every screen; `event`: the name of where they were met, if that is known. */
export const displayName = (person: Called, event?: string): string =>
  headline(person, (where) => (where ? t.person.somebodyFrom(where) : t.person.somebody), event);

export { subline };

/** In one line, where there is no room for two: "Maya, water-skis". */
export function inOneLine(person: Called, event?: string): string {
  const rest = subline(person);
  return rest ? t.person.knownFor(displayName(person, event), rest) : displayName(person, event);
}
