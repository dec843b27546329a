/** Assigns a note that names nobody to a person. */
import type { Store, Undo } from '../../data/store';
import { dayThere } from '../../records/eventDay';
import type { Draft, Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { gainedBy, planOf } from '../capture/plan';

/**
 * Assigns a note to a known person, or (null) to a new one, who is known for what the note says. A known
 * person gets the note's tags, and a follow-up for the next morning, as with any note. Returns what undoes
 * all of it.
 */
export async function sortTo(
  store: Store,
  { id, fields }: Row<'note'>,
  person: string | null,
): Promise<Undo> {
  const { body, event_id, captured_at, captured_timezone, person_ids } = fields;
  const record = person ?? newId();
  const drafts: Draft[] = [];
  if (!person) {
    const [read] = planOf({ text: body, reading: 'person', swapped: false, chosen: [] }).people;
    const met_on = dayThere(captured_at, captured_timezone);
    drafts.push({ kind: 'person', record, set: { ...read, met_at: event_id, met_on } });
  }
  const known = person ? await store.get('person', person) : undefined;
  const gained = known ? gainedBy(body, known) : {};
  if (Object.keys(gained).length) drafts.push({ kind: 'person', record, set: gained });
  drafts.push({ kind: 'note', record: id, set: { person_ids: [...person_ids, record] } });
  return store.write(drafts);
}
