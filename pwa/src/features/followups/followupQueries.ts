/** Reads what the follow-ups screen shows: only the people, notes and events it needs. */
import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { type Arranged, arrange } from './arrange';

async function each<T>(
  ids: Iterable<string>,
  read: (id: string) => Promise<T>,
): Promise<Map<string, T>> {
  const entries = [...new Set(ids)].map(async (id): Promise<[string, T]> => [id, await read(id)]);
  return new Map(await Promise.all(entries));
}

export async function readFollowups(
  store: Store,
  today: string,
  morning: string | null,
): Promise<Arranged> {
  const open = await store.openFollowups();
  const ids = open.map((row) => row.fields.person_id);
  const [people, notes] = await Promise.all([
    each(ids, (id) => store.get('person', id)),
    each(ids, (id) => store.notesOf(id)),
  ]);
  const eventIds = [
    ...[...notes.values()].flat().map((note) => note.fields.event_id),
    ...[...people.values()].map((person) => person?.fields.met_at ?? null),
  ].filter((id) => id !== null);
  const events = await each(eventIds, (id) => store.get('event', id));
  return arrange(
    open,
    {
      person: (id) => people.get(id),
      notesOf: (id): Row<'note'>[] => notes.get(id) ?? [],
      event: (id) => events.get(id),
    },
    today,
    morning,
  );
}
