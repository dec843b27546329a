import type { Store } from '../../data/store';
import type { PersonFields } from '../../records/kinds';
import { followups as f } from '../../texts/followups';
import { displayName } from '../people/displayName';

/** So many are named; the others are counted. */
const NAMED = 2;

/** How somebody is called among others: “blogs about marathoning, and finishes last” reads as one of them. */
export const inASentence = (person: PersonFields): string =>
  !person.name?.trim() && person.known_for
    ? f.quoted(person.known_for.trim())
    : displayName(person);

/** Those of the newest morning by name, as they stand in the list. Archived and deleted people are not named. */
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
