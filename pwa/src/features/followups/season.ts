/** Everyone gets their turn: who of the people one met lately has not been written to. Pure. */
import { daysBetween } from '../../prompts/days';
import type { Row } from '../../records/kinds';

/** About a quarter of a year. */
const SEASON = 92;

export interface Acquaintance {
  person: Row<'person'>;
  /** The day they were met. */
  met_on: string;
  followups: readonly Row<'followup'>[];
  notes: readonly Row<'note'>[];
  kindnesses: readonly Row<'kindness'>[];
}

export interface Season {
  /** How many people were met. */
  met: number;
  /** Those one has neither been in touch with since nor let go, in the order in which they were met. */
  waiting: Row<'person'>[];
}

/** Whether somebody was met this season: before today, since today's people have their morning yet. */
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

/** One said hi, met them again on a later day, or did each other a good turn. */
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

/** The follow-up of that meeting was let go: what was said to be fine is not asked about again. */
const wasLetGo = ({ followups }: Acquaintance): boolean =>
  followups.some(({ fields }) => fields.status === 'let_go' && fields.reason === 'next_morning') &&
  followups.every(({ fields }) => fields.status !== 'open');

const keyOf = ({ met_on, person }: Acquaintance): string => `${met_on} ${person.id}`;
