import type { Row } from '../../records/kinds';

type Person = Row<'person'>;

/** The people around one person. Nobody is listed twice. */
export interface Company {
  /** People they introduced. */
  through: Person[];
  /** People whom a note names together with them. */
  together: Person[];
  /** Others who were met at the same event. */
  sameEvent: Person[];
}

/** Each list is in the order of meeting. Somebody who fits two lists is in the first. */
export function companyOf(
  id: string,
  through: readonly Person[],
  together: readonly Person[],
  sameEvent: readonly Person[],
): Company {
  const taken = new Set([id]);
  const rest = (people: readonly Person[]): Person[] => {
    const left = people.filter(({ id, fields }) => !taken.has(id) && !fields.archived);
    for (const { id } of left) taken.add(id);
    return left.sort((a, b) => (metKey(a) < metKey(b) ? -1 : 1));
  };
  return { through: rest(through), together: rest(together), sameEvent: rest(sameEvent) };
}

const metKey = ({ id, fields }: Person): string => `${fields.met_on ?? '9999'} ${id}`;
