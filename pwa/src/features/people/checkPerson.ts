import type { PersonFields } from '../../records/kinds';
import { personForm as f } from '../../texts/people';

type Errors = Partial<Record<keyof PersonFields, string>>;

const length = (text: string): number => Array.from(text).length;

function listError(list: readonly string[], most: number, longest: number): string | undefined {
  if (list.length > most) return f.errors.tooMany(most);
  return list.some((text) => length(text) > longest) ? f.errors.tooLong(longest) : undefined;
}

/** Returns what the server would refuse, by field. */
export function checkPerson(fields: PersonFields): Errors {
  const found: Errors = {};
  const note = (field: keyof PersonFields, error: string | undefined) => {
    if (error) found[field] = error;
  };
  if (!fields.name?.trim() && !fields.known_for?.trim()) note('name', f.errors.needsOne);
  note('interests', listError(fields.interests, 50, 60));
  for (const field of ['emails', 'phones', 'links'] as const)
    note(field, listError(fields[field], 20, 320));
  if (fields.birthday !== null && !isBirthday(fields.birthday)) note('birthday', f.errors.birthday);
  return found;
}

/** The parts of a birthday as texts; empty if unknown. */
export interface BirthdayParts {
  day: string;
  month: string;
  year: string;
}

export function partsOf(birthday: string | null): BirthdayParts {
  const [, year = '', month = '', day = ''] =
    /^(\d{4}|-)-(\d\d)-(\d\d)$/u.exec(birthday ?? '') ?? [];
  return {
    day: day && String(Number(day)),
    month: month && String(Number(month)),
    year: year === '-' ? '' : year,
  };
}

/**
 * Returns `YYYY-MM-DD`, `--MM-DD`, or null if all parts are empty. Parts that are not a date return a text
 * that is refused.
 */
export function birthdayOf({ day, month, year }: BirthdayParts): string | null {
  if (!day && !month && !year) return null;
  return `${year ? year.padStart(4, '0') : '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isBirthday(birthday: string): boolean {
  const parts = /^(\d{4}|-)-(\d\d)-(\d\d)$/u.exec(birthday);
  if (!parts) return false;
  // Without a year, 29 February is valid.
  const [, year, month, day] = parts;
  const date = new Date(`${year === '-' ? '2000' : year}-${month}-${day}T00:00:00Z`);
  return (
    year !== '0000' && date.getUTCDate() === Number(day) && date.getUTCMonth() + 1 === Number(month)
  );
}
