/**
 * Who is due, in the order in which they were met: nothing a person is or has moves them ahead.
 * Pure: rows in, cards out.
 */
import { eventDay } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { daysAfter, knownZone, nextMorning } from '../../records/nextMorning';

/** One follow-up with what its card shows. */
export interface Card {
  followup: Row<'followup'>;
  /** Undefined while their record has not arrived. */
  person: Row<'person'> | undefined;
  /** The event since which they wait. */
  event: Row<'event'> | undefined;
  /** The date of that evening where it was, else `met_on`, else null. */
  met: string | null;
  /** What was jotted down there, oldest first. */
  notes: Row<'note'>[];
}

export interface Known {
  person(id: string): Row<'person'> | undefined;
  event(id: string): Row<'event'> | undefined;
  /** The notes that name the person. */
  notesOf(personId: string): readonly Row<'note'>[];
}

const morningOf = ({ fields }: Row<'note'>): string =>
  nextMorning(fields.captured_at, knownZone(fields.captured_timezone));

/** The event of the last note about them before `due_on`; of a later one when there is none. */
function eveningOf(notes: readonly Row<'note'>[], due_on: string): Row<'note'> | undefined {
  const there = notes.filter((note) => note.fields.event_id !== null);
  return there.filter((note) => morningOf(note) <= due_on).at(-1) ?? there[0];
}

/** One follow-up with what its card shows. */
export function cardOf(followup: Row<'followup'>, known: Known): Card {
  const { person_id, due_on } = followup.fields;
  const person = known.person(person_id);
  const notes = [...known.notesOf(person_id)].sort((a, b) =>
    a.fields.captured_at < b.fields.captured_at ? -1 : 1,
  );
  const evening = eveningOf(notes, due_on);
  const eventId = evening?.fields.event_id ?? person?.fields.met_at;
  const event = eventId ? known.event(eventId) : undefined;
  return {
    followup,
    person,
    event,
    met: evening
      ? daysAfter(morningOf(evening), -1)
      : event
        ? eventDay(event.fields)
        : (person?.fields.met_on ?? null),
    notes: evening
      ? notes.filter((note) => note.fields.event_id === evening.fields.event_id)
      : notes.slice(-1),
  };
}

/** The key of the order of meeting: the first note that names them, else `met_on`, else last. */
function firstMet(card: Card, known: Known): string {
  const instants = known
    .notesOf(card.followup.fields.person_id)
    .map((note) => note.fields.captured_at);
  return instants.sort()[0] ?? card.person?.fields.met_on ?? '9999';
}

export interface Arranged {
  /** Those of the morning that was asked for, while there is one. */
  morning: Card[];
  /** The others that are due. */
  due: Card[];
  /** Those of later days, by day. */
  comingUp: Card[];
}

/**
 * `morning` is the date of the prompt that was tapped, or null: everybody due by then stands first.
 * Archived and deleted people are not named: their follow-ups stay with them.
 */
export function arrange(
  followups: readonly Row<'followup'>[],
  known: Known,
  today: string,
  morning: string | null,
): Arranged {
  const cards = followups
    .filter(({ fields }) => fields.status === 'open')
    .map((followup) => cardOf(followup, known))
    .filter(({ person }) => !person || (person.deleted_at === null && !person.fields.archived))
    .map((card) => ({ card, key: [firstMet(card, known), card.followup.id].join(' ') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ card }) => card);
  const dueOn = (card: Card): string => card.followup.fields.due_on;
  const ofMorning = (card: Card): boolean => morning !== null && dueOn(card) <= morning;
  return {
    morning: cards.filter(ofMorning),
    due: cards.filter((card) => !ofMorning(card) && dueOn(card) <= today),
    comingUp: cards
      .filter((card) => !ofMorning(card) && dueOn(card) > today)
      .sort((a, b) => (dueOn(a) < dueOn(b) ? -1 : dueOn(a) > dueOn(b) ? 1 : 0)),
  };
}

/** Those who were met on one evening, in the order of meeting. */
export interface Evening {
  /** The date of the evening; null: nobody knows. */
  met: string | null;
  event: Row<'event'> | undefined;
  /** Who comes up for another reason than an evening: promises, birthdays, to keep in touch. */
  isOther: boolean;
  cards: Card[];
}

/** The newest evening first; what comes up by itself stands where its day is. Pure. */
export function byEvening(cards: readonly Card[]): Evening[] {
  const evenings = new Map<string, Evening & { since: string }>();
  for (const card of cards) {
    const { due_on, reason } = card.followup.fields;
    const isOther = reason !== 'next_morning';
    const since = isOther ? daysAfter(due_on, -1) : (card.met ?? '');
    const key = isOther ? 'other' : `${card.event?.id ?? ''} ${since}`;
    const evening = evenings.get(key);
    if (evening) {
      evening.cards.push(card);
      if (since > evening.since) evening.since = since;
    } else {
      const { event, met } = card;
      evenings.set(key, { met, event: isOther ? undefined : event, isOther, cards: [card], since });
    }
  }
  return [...evenings.values()]
    .sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0))
    .map(({ since: _, ...evening }) => evening);
}
