/** Reads what `ahead` needs, for everybody concerned. */
import type { Store } from '../data/store';
import type { Draft, Row } from '../records/kinds';
import { ahead } from './ahead';

const isAskedFor = ({ fields }: Row<'person'>): boolean =>
  fields.keep_in_touch_days !== null || fields.birthday !== null;

/**
 * Returns what to write now for everybody who has a birthday or is to be kept in touch with. People who only
 * came in from a file, and were not met, are included only if the user asked for it.
 */
export async function dueAhead(
  store: Store,
  today: string,
  cameIn: (person: Row<'person'>) => boolean = () => false,
): Promise<Draft[]> {
  const known = (await store.all('person')).filter(
    (person) =>
      isAskedFor(person) && (person.fields.keep_in_touch_days !== null || !cameIn(person)),
  );
  const drafts = await Promise.all(
    known.map(async (person) => {
      const [followups, notes] = await Promise.all([
        store.linked('followup', 'person_id', person.id),
        store.notesOf(person.id),
      ]);
      return ahead({ person, followups, notes }, today);
    }),
  );
  return (await Promise.all(drafts.flat().map((draft) => possible(store, draft)))).filter(
    (draft) => draft !== null,
  );
}

/** Reopens a deleted follow-up if it is wanted again. That of a birthday stays deleted. */
async function possible(store: Store, draft: Draft<'followup'>): Promise<Draft | null> {
  if (!draft.if_absent) return draft;
  const row = await store.get('followup', draft.record);
  if (!row) return draft;
  if (draft.set?.reason === 'birthday') return null;
  const { due_on } = draft.set ?? {};
  return {
    kind: 'followup',
    record: draft.record,
    set: { ...(due_on && { due_on }), status: 'open', closed_at: null },
  };
}
