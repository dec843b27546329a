import type { Draft, NoteFields } from '../records/kinds';
import { refusedIn } from '../records/limits';
import { nextMorning, nextMorningId } from '../records/nextMorning';
import { keepable } from '../records/text';
import { newId } from '../records/uuid';
import type { OutboxEntry } from '../sync/protocol';
import { Ticker } from './clock';
import type { Database, StoredRow } from './database';
import { baseOf, materialise } from './rows';
import { transact, type Writing } from './transact';
import { UndoLog } from './undo';

/** A write could not be stored on this phone; `cause` says why. */
export class NotKept extends Error {
  override name = 'NotKept';
}

/** A text is longer than the server accepts. Nothing of the write was stored or sent. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: NonNullable<ReturnType<typeof refusedIn>>;

  constructor(refusal: Refused['refusal']) {
    super(`${refusal.field}: ${refusal.why}`);
    this.refusal = refusal;
  }
}

/** Raises Refused if a text is longer than the server accepts. */
function check(drafts: readonly Draft[]): void {
  for (const { kind, set } of drafts) {
    const refusal = set && refusedIn(kind, set);
    if (refusal) throw new Refused(refusal);
  }
}

/** Returns a value with its texts normalised as the server does, so that both store the same. */
export function normalised(value: unknown): unknown {
  if (typeof value === 'string') return keepable(value);
  if (Array.isArray(value)) return value.map(normalised);
  return value;
}

/** Leaves out undefined fields, which were not set. */
const normalisedSet = (set: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(set)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, normalised(value)]),
  );

/** Returns the people for whom a note opens a follow-up: those it names, if it was made at an event. */
function invited(row: StoredRow | undefined): string[] {
  if (!row || row.deleted_at !== null) return [];
  const note = row.fields as unknown as NoteFields;
  return note.event_id ? note.person_ids : [];
}

/** Returns the next-morning follow-ups that an edit of a note opens, as "The morning" in docs/contract.md says. */
export function followupsOpened(before: StoredRow | undefined, after: StoredRow): Draft[] {
  const known = new Set(invited(before));
  const people = [...new Set(invited(after))].filter((person) => !known.has(person));
  if (!people.length) return [];
  const note = after.fields as unknown as NoteFields;
  let dueOn: string;
  try {
    dueOn = nextMorning(note.captured_at, note.captured_timezone);
  } catch {
    // This phone does not know the time zone. The server makes the same follow-ups by itself.
    return [];
  }
  return people.map((person) => ({
    kind: 'followup',
    record: nextMorningId(person, dueOn),
    set: { person_id: person, due_on: dueOn, reason: 'next_morning' },
    if_absent: true,
  }));
}

/** What is stored about a record: its row, and its waiting changes. */
export type Held = { row: StoredRow | undefined; waiting: OutboxEntry[] };

const NOTHING: Held = { row: undefined, waiting: [] };

export function read(transaction: Writing, record: string): Promise<Held> {
  const held = Promise.all([
    transaction.objectStore('records').get(record),
    transaction.objectStore('outbox').index('record').getAll(record),
  ]).then(([row, waiting]) => ({ row, waiting }));
  // Read ahead of time. If the transaction fails before it is needed, that error is reported instead.
  held.catch(() => undefined);
  return held;
}

/**
 * Adds an entry, the latest of its record, to the outbox, and updates the record's row. Only reads are
 * awaited: a put that fails aborts the transaction, and that is reported. `make` is called with the current
 * row, and may return no entry.
 *
 * Returns the row before and after.
 */
export async function putEntry(
  transaction: Writing,
  kind: string,
  record: string,
  make: (row: StoredRow | undefined) => OutboxEntry | undefined,
  held: Promise<Held> = read(transaction, record),
): Promise<{ before: StoredRow | undefined; after: StoredRow | undefined }> {
  const { row: before, waiting } = await held;
  const entry = make(before);
  if (!entry) return { before, after: before };
  const after = materialise(kind, record, baseOf(before), [...waiting, entry], before?.pass);
  const puts = [
    transaction.objectStore('outbox').put(entry),
    after ? transaction.objectStore('records').put(after) : undefined,
  ];
  for (const put of puts) put?.catch(() => undefined);
  return { before, after };
}

/**
 * Writes drafts in one strict transaction: records, outbox, and the follow-ups that a note opens.
 *
 * Returns, once it is complete, the kinds that changed and what undoes it. Raises Refused, NotKept.
 */
export async function writeDrafts(
  run: <T>(work: (database: Database, again: boolean) => Promise<T>) => Promise<T>,
  drafts: readonly Draft[],
  now: () => number,
): Promise<{ kinds: Set<string>; undo: Draft[] }> {
  check(drafts);
  // Ids are made before: if the connection is lost after the commit, the second run sees that they exist.
  const named = drafts.map((draft) => ({ draft, id: newId() }));
  const kinds = new Set<string>(drafts.map((draft) => draft.kind));
  const first = named[0];
  if (!first) return { kinds, undo: [] };
  const given = new Set(drafts.map((draft) => draft.record));
  let log = new UndoLog();

  const kept = run((database, again) =>
    transact(database, ['records', 'outbox', 'meta'], async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      if (again && (await outbox.index('id').getKey(first.id)) !== undefined) return;
      log = new UndoLog();
      // A slow phone pays for each awaited answer, so all reads are requested at once.
      const isNew = (draft: Draft) => draft.fresh && !again;
      const known = new Set(drafts.flatMap((draft) => (isNew(draft) ? [] : draft.record)));
      const ahead = new Map([...known].map((record) => [record, read(transaction, record)]));
      const ticker = await Ticker.read(transaction, now);

      const put = async (draft: Draft, id: string, onlyNew = false): Promise<void> => {
        const held = isNew(draft)
          ? Promise.resolve(NOTHING)
          : (ahead.get(draft.record) ?? read(transaction, draft.record));
        // What was read ahead is out of date after the first put.
        ahead.delete(draft.record);
        const make = (row: StoredRow | undefined): OutboxEntry | undefined => {
          if (onlyNew && row) return undefined;
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
        };
        const { before, after } = await putEntry(transaction, draft.kind, draft.record, make, held);
        log.add(draft, before, after);
        if (draft.kind !== 'note' || !after) return;
        const opened = followupsOpened(before, after).filter(({ record }) => !given.has(record));
        if (opened.length) kinds.add('followup');
        await Promise.all(opened.map((followup) => put(followup, newId(), true)));
      };

      for (const { draft, id } of named) await put(draft, id);
      ticker.keep(transaction);
    }),
  );
  await kept.catch((cause: unknown) => {
    throw new NotKept('not kept', { cause });
  });
  return { kinds, undo: log.drafts() };
}
