/** Returns what to write when two cards are one person, or are not. All of it is ordinary changes. */
import { foldedWords } from '../../records/fold';
import type { Draft, Row } from '../../records/kinds';

type Person = Row<'person'>;

const MOST = 50;

/**
 * Returns which of two cards stands for both, the same on every phone: the one with the fuller name, else the
 * one that was met first.
 */
export function standing(one: Person, other: Person): [stands: Person, merged: Person] {
  const words = ({ fields }: Person): number => foldedWords(fields.name ?? '').length;
  const met = ({ id, fields }: Person): string => `${fields.met_on ?? '9999'} ${id}`;
  const first = words(one) !== words(other) ? words(one) > words(other) : met(one) < met(other);
  return first ? [one, other] : [other, one];
}

const edit = (record: string, set: Draft<'person'>['set'] & object): Draft<'person'> => ({
  kind: 'person',
  record,
  set,
});

/** They are one person. */
export function asOne(one: Person, other: Person): Draft<'person'>[] {
  const [stands, merged] = standing(one, other);
  return [edit(merged.id, { merged_into: stands.id })];
}

/** They look alike, and are two people. */
export function asTwo(one: Person, other: Person): Draft<'person'>[] {
  const kept = (one.fields.not_same_as ?? []).filter((id) => id !== other.id);
  return [edit(one.id, { not_same_as: [...kept, other.id].slice(-MOST) })];
}

/** Separates one of a person's other cards again. `person` as it is shown, with all cards merged. */
export function takenApart(person: Person, card: Person): Draft<'person'>[] {
  const own = person.fields.merged_into ?? null;
  const said = (card.fields.not_same_as ?? []).filter((id) => id !== person.id);
  const drafts = [
    edit(card.id, { merged_into: null, not_same_as: [...said, person.id].slice(-MOST) }),
  ];
  // Two phones had merged them into each other.
  return own === null ? drafts : [...drafts, edit(person.id, { merged_into: null })];
}
