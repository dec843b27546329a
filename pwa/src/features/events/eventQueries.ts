import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { peopleById } from '../people/personQueries';

/**
 * Returns the people met at an event, in the order of meeting: first those named by its notes, then those
 * whose card says so.
 */
export async function peopleAt(
  store: Store,
  event: string,
  noted = store.notesAt(event),
): Promise<Row<'person'>[]> {
  const [notes, linked] = await Promise.all([noted, store.linked('person', 'met_at', event)]);
  const ids = [...notes.flatMap(({ fields }) => fields.person_ids), ...linked.map(({ id }) => id)];
  return [...(await peopleById(store, ids, linked)).values()];
}
