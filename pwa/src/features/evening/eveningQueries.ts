import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { peopleAt } from '../events/eventQueries';

/** What the page after an event shows. */
export interface Evening {
  event: Row<'event'>;
  /** In the order of meeting. */
  people: Row<'person'>[];
  /** Notes of the event that name nobody, earliest first. */
  loose: Row<'note'>[];
}

/** Returns undefined if there is no such event (any more). */
export async function eveningAt(store: Store, id: string): Promise<Evening | undefined> {
  const event = await store.get('event', id);
  if (!event || event.deleted_at) return undefined;
  const [people, notes] = await Promise.all([peopleAt(store, id), store.notesAt(id)]);
  return { event, people, loose: notes.filter(({ fields }) => fields.person_ids.length === 0) };
}
