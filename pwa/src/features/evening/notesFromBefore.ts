/** What was jotted down before the evening had a name. */
import type { Store, Undo } from '../../data/store';
import type { Draft, Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';

/** The notes of the same evening that are at no event, earliest first. */
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
 * Puts them there, and who was met by them; `also`: who is to come along besides. Whom the notes name is
 * due the next morning, as with each note of an event. Returns what takes all of it back.
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
