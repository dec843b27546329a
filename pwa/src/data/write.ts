import type { Draft, NoteFields } from '../records/kinds';
import { nextMorning, nextMorningId } from '../records/nextMorning';
import { keepable } from '../records/text';
import { newId } from '../records/uuid';
import type { OutboxEntry } from '../sync/protocol';
import { Ticker } from './clock';
import type { Database, StoredRow } from './database';
import { baseOf, materialise } from './rows';
import { transact, type Writing } from './transact';

/** A value with its texts as the server keeps them, so that both hold the same. */
export function normalised(value: unknown): unknown {
  if (typeof value === 'string') return keepable(value);
  if (Array.isArray(value)) return value.map(normalised);
  return value;
}

/** What is undefined was not set. */
const normalisedSet = (set: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(set)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, normalised(value)]),
  );

/** The people a note opens a follow-up for: those it names, when it was made at an event. */
function invited(row: StoredRow | undefined): string[] {
  if (!row || row.deleted_at !== null) return [];
  const note = row.fields as unknown as NoteFields;
  return note.event_id ? note.person_ids : [];
}

/** The next-morning follow-ups that an edit of a note opens, by the contract's "Follow-ups". */
export function followupsOpened(before: StoredRow | undefined, after: StoredRow): Draft[] {
  const known = new Set(invited(before));
  const people = [...new Set(invited(after))].filter((person) => !known.has(person));
  if (!people.length) return [];
  const note = after.fields as unknown as NoteFields;
  let dueOn: string;
  try {
    dueOn = nextMorning(note.captured_at, note.captured_timezone);
  } catch {
    // This phone does not know the zone; the server makes the same follow-ups by itself.
    return [];
  }
  return people.map((person) => ({
    kind: 'followup',
    record: nextMorningId(person, dueOn),
    set: { person_id: person, due_on: dueOn, reason: 'next_morning' },
    if_absent: true,
  }));
}

/**
 * Puts one entry, the latest, into the outbox and its record's row into shape; answers the row before
 * and after. Only the reading is waited for: a put that fails aborts the transaction, which says so.
 */
export async function putEntry(
  transaction: Writing,
  kind: string,
  record: string,
  make: (row: StoredRow | undefined) => OutboxEntry,
): Promise<{ before: StoredRow | undefined; after: StoredRow | undefined }> {
  const records = transaction.objectStore('records');
  const outbox = transaction.objectStore('outbox');
  const [before, waiting] = await Promise.all([
    records.get(record),
    outbox.index('record').getAll(record),
  ]);
  const entry = make(before);
  const after = materialise(kind, record, baseOf(before), [...waiting, entry], before?.pass);
  const puts = [outbox.put(entry), after ? records.put(after) : undefined];
  for (const put of puts) put?.catch(() => undefined);
  return { before, after };
}

/**
 * Writes drafts as one: records and outbox in one strict transaction, with the follow-ups that a note
 * opens. Answers the kinds it touched, once the transaction is complete.
 */
export async function writeDrafts(
  run: <T>(work: (database: Database, again: boolean) => Promise<T>) => Promise<T>,
  drafts: readonly Draft[],
  now: () => number,
): Promise<Set<string>> {
  // The ids are made once: should the connection die after the commit, the second run recognises it.
  const named = drafts.map((draft) => ({ draft, id: newId() }));
  const kinds = new Set<string>(drafts.map((draft) => draft.kind));
  const first = named[0];
  if (!first) return kinds;
  const given = new Set(drafts.map((draft) => draft.record));

  await run((database, again) =>
    transact(database, ['records', 'outbox', 'meta'], async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      if (again && (await outbox.index('id').getKey(first.id)) !== undefined) return;
      const ticker = await Ticker.read(transaction, now);

      const put = async (draft: Draft, id: string): Promise<void> => {
        const { before, after } = await putEntry(transaction, draft.kind, draft.record, (row) => {
          const base = draft.base === undefined ? row?.rev : draft.base;
          return {
            id,
            kind: draft.kind,
            record: draft.record,
            at: ticker.tick(),
            ...(typeof base === 'number' ? { base } : {}),
            ...(draft.delete ? { delete: true } : { set: normalisedSet(draft.set ?? {}) }),
            ...(draft.if_absent ? { if_absent: true } : {}),
            state: 'waiting',
          };
        });
        if (draft.kind !== 'note' || !after) return;
        for (const followup of followupsOpened(before, after)) {
          if (given.has(followup.record)) continue;
          if (await transaction.objectStore('records').get(followup.record)) continue;
          kinds.add('followup');
          await put(followup, newId());
        }
      };

      for (const { draft, id } of named) await put(draft, id);
      await ticker.keep(transaction);
    }),
  );
  return kinds;
}
