/**
 * Works out the follow-ups made ahead for one person: keeping in touch, and birthdays. Pure.
 *
 * 1. Keeping in touch is off by default. When it is turned off, its follow-up is deleted (`stopped`).
 * 2. The next one is due a number of days after they were last met or said hi to. There is only one at a
 *    time.
 * 3. Its id is made from that last date, so devices that were offline make the same one.
 * 4. Any new contact moves the open one. One that is already due is only moved to a later day, so that it
 *    stays if nothing happened, and can be put off to tomorrow.
 * 5. The follow-up of a birthday is made some time before, once a year.
 */
import type { Draft, Row } from '../records/kinds';
import { daysAfter, followupId } from '../records/nextMorning';
import { nextBirthday } from './birthday';
import { daysBetween } from './days';

type Followup = Row<'followup'>;

export interface Acquaintance {
  person: Row<'person'>;
  /** All follow-ups of the person. */
  followups: readonly Followup[];
  /** The notes that name the person. */
  notes: readonly Row<'note'>[];
}

/**
 * How many days ahead the follow-up of a birthday is made, so that a phone opened every other month misses
 * none.
 */
const BIRTHDAYS_AHEAD = 60;

export function ahead(known: Acquaintance, today: string): Draft<'followup'>[] {
  return [...keptInTouch(known, today), ...birthdays(known, today)];
}

/**
 * Returns the date they were last met or said hi to (in UTC, so that all devices agree). Letting a reminder
 * go counts too. Null if unknown.
 */
export function lastInTouch({ person, followups, notes }: Acquaintance): string | null {
  const days = [
    person.fields.met_on,
    ...notes
      .filter(({ fields }) => fields.event_id !== null)
      .map(({ fields }) => fields.captured_at.slice(0, 10)),
    ...followups
      .filter(
        ({ fields: { status, reason } }) =>
          status === 'done' || (status === 'let_go' && reason === 'keep_in_touch'),
      )
      .map(({ fields }) => fields.closed_at?.slice(0, 10) ?? null),
  ].filter((day) => day !== null);
  return days.sort().at(-1) ?? null;
}

/** Returns what to delete when the user no longer wants to keep in touch. */
export const stopped = (followups: readonly Followup[]): Draft<'followup'>[] =>
  followups.filter((each) => each.fields.reason === 'keep_in_touch' && isOpen(each)).map(remove);

const isOpen = ({ fields }: Followup): boolean => fields.status === 'open';

function keptInTouch(known: Acquaintance, today: string): Draft<'followup'>[] {
  const { keep_in_touch_days: days, archived } = known.person.fields;
  if (days === null || archived) return [];
  const open = known.followups
    .filter((each) => each.fields.reason === 'keep_in_touch' && isOpen(each))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const last = lastInTouch(known);
  const tomorrow = daysAfter(today, 1);
  const due = daysAfter(last ?? today, days);
  const due_on = [due, tomorrow].sort().at(-1) as string;
  // Two are open: an answer was undone, or a phone made one without knowing everything.
  const kept = due > tomorrow ? open.at(-1) : open[0];
  const rest = open.filter((each) => each !== kept).map(remove);
  if (!kept) {
    const record = followupId(known.person.id, `keep_in_touch/${last ?? ''}`);
    if (known.followups.some(({ id }) => id === record)) return rest;
    const set = { person_id: known.person.id, due_on, reason: 'keep_in_touch' as const };
    return [{ kind: 'followup', record, set, if_absent: true }];
  }
  const waits = kept.fields.due_on <= tomorrow;
  const stays = last === null || kept.fields.due_on === due_on || (waits && due <= tomorrow);
  return stays ? rest : [{ kind: 'followup', record: kept.id, set: { due_on } }, ...rest];
}

const keyOf = ({ id, fields }: Followup): string => `${fields.due_on} ${id}`;
const remove = ({ id }: Followup): Draft<'followup'> => ({
  kind: 'followup',
  record: id,
  delete: true,
});

function birthdays({ person, followups }: Acquaintance, today: string): Draft<'followup'>[] {
  const { birthday, archived } = person.fields;
  const idOn = (day: string): string => followupId(person.id, `birthday/${day}`);
  const next = birthday === null || archived ? null : nextBirthday(birthday, today);
  // The follow-ups for a birthday that has been changed.
  const wrong = followups.filter(
    ({ id, fields }) =>
      fields.reason === 'birthday' &&
      fields.status === 'open' &&
      fields.due_on > today &&
      fields.due_on !== next &&
      id === idOn(fields.due_on),
  );
  const drafts = wrong.map(remove);
  if (next === null || daysBetween(today, next) > BIRTHDAYS_AHEAD) return drafts;
  const record = idOn(next);
  // It exists already, perhaps for another card of the same person.
  const isMade = ({ id, fields }: Followup): boolean =>
    id === record || (fields.reason === 'birthday' && fields.due_on === next);
  if (followups.some(isMade)) return drafts;
  const set = { person_id: person.id, due_on: next, reason: 'birthday' as const };
  return [...drafts, { kind: 'followup', record, set, if_absent: true }];
}
