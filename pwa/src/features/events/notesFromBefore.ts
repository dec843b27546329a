/** Notes that were captured before their event was created. */
import type { Store, Undo } from '../../data/store';
import type { Draft, Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';

/** Returns the notes of the same evening without an event, earliest first. */
export async function notesFromBefore(store: Store, event: Row<'event'>): Promise<Row<'note'>[]> {
  const { starts_at, timezone } = event.fields;
  const evening = eveningOf(Date.parse(starts_at), timezone);
  return (await store.all('note'))
    .filter(
      ({ fields }) =>
        fields.event_id === null &&
        eveningOf(Date.parse(fields.captured_at), fields.captured_timezone) === evening,
    )
    .sort((one, other) => (one.fields.captured_at < other.fields.captured_at ? -1 : 1));
}

/**
 * Assigns notes to the event, and the people who were met by them; `also`: further people. Those whom the
 * notes name get a follow-up for the next morning, as with any note of an event. Returns what undoes all of
 * it.
 */
export async function bringAlong(
  store: Store,
  event: string,
  notes: readonly Row<'note'>[],
  also: readonly Row<'person'>[] = [],
): Promise<Undo> {
  const named = notes.flatMap(({ fields }) => fields.person_ids);
  const ids = [...new Set([...named, ...also.map(({ id }) => id)])];
  const people = await Promise.all(ids.map((id) => store.get('person', id)));
  return store.write([
    ...notes.map(({ id }): Draft => ({ kind: 'note', record: id, set: { event_id: event } })),
    ...people.flatMap((person): Draft[] =>
      person?.fields.met_at === null
        ? [{ kind: 'person', record: person.id, set: { met_at: event } }]
        : [],
    ),
  ]);
}
