import type { StoredFile } from '../../data/database';
import { attachmentDraft } from '../../data/files';
import type { Store, Undo } from '../../data/store';
import type { Draft } from '../../records/kinds';
import { nextMorning, nextMorningId } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { hereZone } from '../../texts/dateTexts';
import { draftsOf, type Plan } from './plan';

export interface Saved {
  /** The ids of the people. */
  people: string[];
  notes: string[];
  undo: Undo;
}

/**
 * Saves what was planned in one write. New people get a follow-up for the next morning, with or without an
 * event; known people only at an event, as for any note.
 *
 * Returns the people it is about, and what undoes it. Rejects if it could not be stored on the phone.
 */
export async function save(
  store: Store,
  plans: readonly Plan[],
  event: string | null,
  startedAt: number,
  files: readonly StoredFile[] = [],
): Promise<Saved> {
  const timezone = hereZone();
  // In the order of the lines.
  const read = plans.map((plan, index) =>
    draftsOf(plan, { capturedAt: startedAt + index, timezone, event, newId }),
  );
  const due_on = nextMorning(new Date(startedAt).toISOString(), timezone);
  const made = read.flatMap(({ made }) => made.map(({ record }) => record));
  const opened = made.map(
    (person_id): Draft<'followup'> => ({
      kind: 'followup',
      record: nextMorningId(person_id, due_on),
      set: { person_id, due_on, reason: 'next_morning' },
      if_absent: true,
      fresh: true,
    }),
  );
  const notes = read.flatMap(({ notes }) => notes.map(({ record }) => record));
  // The pictures of several lines belong to the first note.
  const [first] = notes;
  const attached = first ? files.map((file) => attachmentDraft(file, first)) : [];
  const drafts = [...read.flatMap(({ drafts }) => drafts), ...opened, ...attached];
  const undo = await store.write(drafts);
  const known = plans.flatMap((plan) => plan.known.map(({ person }) => person.id));
  return { people: [...known, ...made], notes, undo };
}
