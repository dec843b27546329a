/** People who were captured without an event, and how they are added to one. */
import type { Store, Undo } from '../../data/store';
import type { Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';
import { asMet } from '../people/order';
import { bringAlong } from './notesFromBefore';

export interface Loose {
  person: Row<'person'>;
  /** They were captured on the evening of the event. */
  likely: boolean;
}

const eveningAt = ({ fields: { starts_at, timezone } }: Row<'event'>): string =>
  eveningOf(Date.parse(starts_at), timezone);

const isOf =
  (evening: string) =>
  ({ fields }: Row<'note'>): boolean =>
    eveningOf(Date.parse(fields.captured_at), fields.captured_timezone) === evening;

const named = (notes: readonly Row<'note'>[]): Set<string> =>
  new Set(notes.flatMap(({ fields }) => fields.person_ids));

/**
 * Returns people without an event: those of the same evening first, then the others, latest met first.
 * `noted`: when each person was first noted.
 */
export async function looseFor(
  store: Store,
  event: Row<'event'>,
  noted: ReadonlyMap<string, string>,
): Promise<Loose[]> {
  const [everybody, here, sameEvening] = await Promise.all([
    store.all('person'),
    store.notesAt(event.id).then(named),
    store.notesOn(eveningAt(event)).then(named),
  ]);
  const people = everybody.filter(
    ({ id, fields }) => fields.met_at === null && !fields.archived && !here.has(id),
  );
  return asMet(people, noted)
    .map((person) => ({ person, likely: sameEvening.has(person.id) }))
    .sort((one, other) => Number(other.likely) - Number(one.likely));
}

/**
 * Adds people to the event, with their notes of that evening that have no event; if there are none, with the
 * note by which they were met. Returns what undoes all of it.
 */
export async function gather(
  store: Store,
  event: Row<'event'>,
  people: readonly Row<'person'>[],
): Promise<Undo> {
  const isThen = isOf(eveningAt(event));
  const notes = new Map<string, Row<'note'>>();
  for (const { id } of people) {
    const own = await store.notesOf(id);
    const then = own.filter((note) => !note.fields.event_id && isThen(note));
    const first = own[0]?.fields.event_id === null ? own.slice(0, 1) : [];
    for (const note of then.length ? then : first) notes.set(note.id, note);
  }
  return bringAlong(store, event.id, [...notes.values()], people);
}
