/**
 * Sorts the due follow-ups in the order of meeting; nothing else about a person moves them ahead. Pure: rows
 * in, cards out.
 */
import { eventDay } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { daysAfter, knownZone, nextMorning } from '../../records/nextMorning';

/** A follow-up with everything that its card shows. */
export interface Card {
  followup: Row<'followup'>;
  /** Undefined until their record has been pulled. */
  person: Row<'person'> | undefined;
  /** The event at which they were met. */
  event: Row<'event'> | undefined;
  /** The local date of that event, else `met_on`, else null. */
  met: string | null;
  /** The notes of that event, oldest first. */
  notes: Row<'note'>[];
}

export interface Known {
  person(id: string): Row<'person'> | undefined;
  event(id: string): Row<'event'> | undefined;
  /** Returns the notes that name the person. */
  notesOf(personId: string): readonly Row<'note'>[];
}

const morningOf = ({ fields }: Row<'note'>): string =>
  nextMorning(fields.captured_at, knownZone(fields.captured_timezone));

/** Returns the last note with an event before `due_on`; if there is none, a later one. */
function eveningOf(notes: readonly Row<'note'>[], due_on: string): Row<'note'> | undefined {
  const there = notes.filter((note) => note.fields.event_id !== null);
  return there.filter((note) => morningOf(note) <= due_on).at(-1) ?? there[0];
}

/** Returns a follow-up with everything that its card shows. */
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

/** Returns the sort key for the order of meeting: the first note that names them, else `met_on`, else last. */
function firstMet(card: Card, known: Known): string {
  const instants = known
    .notesOf(card.followup.fields.person_id)
    .map((note) => note.fields.captured_at);
  return instants.sort()[0] ?? card.person?.fields.met_on ?? '9999';
}

export interface Arranged {
  /** The follow-ups of the requested morning, if any. */
  morning: Card[];
  /** The others that are due. */
  due: Card[];
  /** Those of later days, by day. */
  comingUp: Card[];
}

/**
 * `morning`: the date of the prompt that was tapped, or null. Everybody who was due by then comes first.
 * Archived and deleted people are left out.
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

/** The people met at one event, in the order of meeting. */
export interface Evening {
  /** The date of the event; null if unknown. */
  met: string | null;
  event: Row<'event'> | undefined;
  /** People who are due for other reasons: promises, birthdays, keeping in touch. */
  isOther: boolean;
  cards: Card[];
}

/** The newest event first; people due for other reasons by their day. Pure. */
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
