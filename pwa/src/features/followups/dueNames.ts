import type { Store } from '../../data/store';
import { inASentence } from '../../texts/inASentence';

/** How many people are named; the others are counted. */
const NAMED = 2;

/**
 * Returns the names of the newest morning, in the order of the list. Archived and deleted people are left
 * out.
 */
export async function dueNames(store: Store, today: string) {
  const due = (await store.openFollowups()).filter(({ fields }) => fields.due_on <= today);
  const newest = due.at(-1)?.fields.due_on;
  const [first, older] = [true, false].map((isNewest) =>
    due.flatMap(({ fields }) => ((fields.due_on === newest) === isNewest ? fields.person_id : [])),
  ) as [string[], string[]];
  const met = await Promise.all(
    first.map(async (id) => ({ id, at: (await store.notesOf(id))[0]?.fields.captured_at ?? '~' })),
  );
  met.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const ids = [...new Set([...met.map(({ id }) => id), ...older])];
  const names: string[] = [];
  let others = 0;
  for (const id of ids) {
    if (names.length === NAMED) others += 1;
    else {
      const person = await store.get('person', id);
      if (person && person.deleted_at === null && !person.fields.archived)
        names.push(inASentence(person.fields));
    }
  }
  return { names, others };
}
