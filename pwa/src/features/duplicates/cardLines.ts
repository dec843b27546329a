import { dateHere } from '../../prompts/days';
import type { PersonFields, Row } from '../../records/kinds';
import { birthdayText, dateText } from '../../texts/dateTexts';
import { people as p } from '../../texts/people';

/** Returns what a card shows below its name, one line each. `places`: the names of events by id. */
export function linesOf({ fields }: Row<'person'>, places: ReadonlyMap<string, string>): string[] {
  const joined = (texts: readonly (string | null | undefined)[]): string =>
    texts.filter(Boolean).join(', ');
  const { met_on, birthday } = fields;
  return [
    fields.name?.trim() ? (fields.known_for ?? '') : '',
    joined(fields.interests),
    joined([places.get(fields.met_at ?? ''), met_on && dateText(met_on, dateHere(new Date()))]),
    ...fields.emails,
    ...fields.phones,
    ...fields.links,
    joined([fields.role, fields.organisation]),
    birthday ? `${p.birthday}: ${birthdayText(birthday)}` : '',
  ].filter(Boolean);
}

/** Returns the fields of a card that the whole person does not have. */
export function saysBeside(card: PersonFields, whole: PersonFields): Partial<PersonFields> {
  const differs = (['name', 'known_for', 'organisation', 'role', 'birthday'] as const).filter(
    (field) => card[field] !== null && card[field] !== whole[field],
  );
  return Object.fromEntries(differs.map((field) => [field, card[field]]));
}
