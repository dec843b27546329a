/** Finds people whom the user met lately and has not written to. Pure. */
import { daysBetween } from '../../prompts/days';
import type { Row } from '../../records/kinds';

/** About three months, in days. */
const SEASON = 92;

export interface Acquaintance {
  person: Row<'person'>;
  /** The date on which they were met. */
  met_on: string;
  followups: readonly Row<'followup'>[];
  notes: readonly Row<'note'>[];
  kindnesses: readonly Row<'kindness'>[];
}

export interface Season {
  /** How many people were met. */
  met: number;
  /** People with whom there was no contact since, and who were not let go, in the order of meeting. */
  waiting: Row<'person'>[];
}

/** Whether somebody was met this season, before today: today's people have their morning still to come. */
export function isOfSeason(met_on: string | null, today: string): met_on is string {
  if (met_on === null) return false;
  const days = daysBetween(met_on, today);
  return days > 0 && days <= SEASON;
}

/** `people`: those of the season. */
export function seasonOf(people: readonly Acquaintance[]): Season {
  const waiting = people.filter((each) => !wereInTouch(each) && !wasLetGo(each));
  waiting.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { met: people.length, waiting: waiting.map(({ person }) => person) };
}

/**
 * Whether there was contact: the user said hi, met them again on a later day, or one did the other a good
 * turn.
 */
function wereInTouch({ met_on, followups, notes, kindnesses }: Acquaintance): boolean {
  return (
    followups.some(({ fields }) => fields.status === 'done') ||
    notes.some(
      ({ fields: { event_id, captured_at } }) =>
        event_id !== null && daysBetween(met_on, captured_at.slice(0, 10)) > 1,
    ) ||
    kindnesses.some(({ fields }) => fields.happened_on >= met_on)
  );
}

/** Whether the follow-up of that meeting was let go: then the user is not asked again. */
const wasLetGo = ({ followups }: Acquaintance): boolean =>
  followups.some(({ fields }) => fields.status === 'let_go' && fields.reason === 'next_morning') &&
  followups.every(({ fields }) => fields.status !== 'open');

const keyOf = ({ met_on, person }: Acquaintance): string => `${met_on} ${person.id}`;
