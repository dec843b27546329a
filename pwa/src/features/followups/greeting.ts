import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { type Card, cardOf } from './arrange';

/** Returns a follow-up that is not stored. It is written when the user has said hi. */
function fresh(person_id: string, due_on: string): Row<'followup'> {
  return {
    kind: 'followup',
    id: newId(),
    rev: null,
    fields: {
      person_id,
      due_on,
      reason: 'keep_in_touch',
      promise: null,
      status: 'open',
      closed_at: null,
    },
    deleted_at: null,
    conflicts: [],
    pending: false,
  };
}

/** Whether a follow-up is not stored yet. */
export const isFresh = ({ rev, pending }: Row<'followup'>): boolean => rev === null && !pending;

/** Returns what the sheet needs to say hi to somebody: their due follow-up, if there is one. */
export async function greetingFor(
  store: Store,
  person: Row<'person'>,
  today: string,
): Promise<Card> {
  const [followups, notes] = await Promise.all([
    store.linked('followup', 'person_id', person.id),
    store.notesOf(person.id),
  ]);
  const due = followups
    .filter(
      ({ fields: { status, reason, due_on } }) =>
        status === 'open' &&
        reason !== 'promise' &&
        // Saying hi on the evening itself answers the follow-up of the next morning too.
        (due_on <= today || reason === 'next_morning'),
    )
    .sort((a, b) => a.fields.due_on.localeCompare(b.fields.due_on))[0];
  const ids = [...notes.map(({ fields }) => fields.event_id), person.fields.met_at];
  const found = await Promise.all(
    ids.filter((id) => id !== null).map((id) => store.get('event', id)),
  );
  const events = new Map(found.flatMap((event) => (event ? [[event.id, event]] : [])));
  return cardOf(due ?? fresh(person.id, today), {
    person: () => person,
    event: (id) => events.get(id),
    notesOf: () => notes,
  });
}
