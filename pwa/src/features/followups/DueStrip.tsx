import { now } from '../../data/now';
import type { Store } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import { followups as f } from '../../texts/followups';
import { displayName } from '../people/displayName';
import './dueStrip.css';

/** So many are named; the others are counted. */
const NAMED = 2;

/** Who waits for a word, above the field: whoever opens the app in the morning sees them first. */
export function DueStrip() {
  const today = dateHere(new Date(now.value));
  const due = useLive((store) => dueNames(store, today), ['followup', 'person'], [today]);
  if (!due || due.names.length === 0) return null;
  return (
    <a class="due-strip" href="/followups">
      {f.strip(due.names, due.others)}
    </a>
  );
}

/** Those of the newest morning by name. Archived and deleted people are not named. */
async function dueNames(store: Store, today: string) {
  const due = (await store.openFollowups()).filter(({ fields }) => fields.due_on <= today);
  due.sort((a, b) => (a.fields.due_on < b.fields.due_on ? 1 : -1));
  const ids = [...new Set(due.map(({ fields }) => fields.person_id))];
  const names: string[] = [];
  let others = 0;
  for (const id of ids) {
    if (names.length === NAMED) others += 1;
    else {
      const person = await store.get('person', id);
      if (person && person.deleted_at === null && !person.fields.archived)
        names.push(displayName(person.fields));
    }
  }
  return { names, others };
}
