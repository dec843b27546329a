import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { peopleAt } from '../events/eventQueries';

/** An evening, looked back at. */
export interface Evening {
  event: Row<'event'>;
  /** In the order of meeting. */
  people: Row<'person'>[];
  /** Notes of the evening that name nobody, earliest first. */
  loose: Row<'note'>[];
}

/** Undefined when there is no such event (any more). */
export async function eveningAt(store: Store, id: string): Promise<Evening | undefined> {
  const event = await store.get('event', id);
  if (!event || event.deleted_at) return undefined;
  const [people, notes] = await Promise.all([peopleAt(store, id), store.notesAt(id)]);
  return { event, people, loose: notes.filter(({ fields }) => fields.person_ids.length === 0) };
}
