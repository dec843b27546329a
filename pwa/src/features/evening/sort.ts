/** Putting a note that names nobody with somebody. */
import type { Store } from '../../data/store';
import { dayThere } from '../../records/eventDay';
import type { Draft, Row } from '../../records/kinds';
import { knownZone, nextMorning, nextMorningId } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { planOf } from '../capture/plan';

/**
 * Puts a note with a known person, or (null) with a new one, who is what the note says. The follow-up of
 * the next morning comes with it, as with each note. Answers how to take all of it back.
 */
export async function sortTo(
  store: Store,
  { id, fields }: Row<'note'>,
  person: string | null,
): Promise<() => Promise<void>> {
  const { body, event_id, captured_at, captured_timezone, person_ids } = fields;
  const record = person ?? newId();
  const morning = nextMorning(captured_at, knownZone(captured_timezone));
  const followup = nextMorningId(record, morning);
  const had = await store.get('followup', followup);
  const drafts: Draft[] = [];
  const undo: Draft[] = [{ kind: 'note', record: id, set: { person_ids } }];
  if (!person) {
    const [read] = planOf({ text: body, reading: 'person', swapped: false, chosen: [] }).people;
    const met_on = dayThere(captured_at, captured_timezone);
    drafts.push({ kind: 'person', record, set: { ...read, met_at: event_id, met_on } });
  }
  drafts.push({ kind: 'note', record: id, set: { person_ids: [...person_ids, record] } });
  await store.write(drafts);
  // In a zone that this phone does not know none was made: the server's comes with the next sync.
  const opened = !had && (await store.get('followup', followup));
  if (opened) undo.push({ kind: 'followup', record: followup, delete: true });
  if (!person) undo.push({ kind: 'person', record, delete: true });
  return () => store.write(undo);
}
