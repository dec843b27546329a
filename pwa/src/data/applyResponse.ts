import { isSame } from '../records/kinds';
import { newId } from '../records/uuid';
import { type Base, project } from '../sync/apply';
import { inFull } from '../sync/brief';
import { isKnown, type Knows, sendable } from '../sync/known';
import type {
  ChangeResult,
  OutboxEntry,
  PulledRecord,
  SyncRequest,
  SyncResponse,
} from '../sync/protocol';
import { forgetNoted, notesChanged } from './changedNotes';
import { Ticker } from './clock';
import type { Database, Progress, StoredRow } from './database';
import { keepForgotten, readForgotten } from './forgotten';
import { endResync, lostInRestore, trustUpTo } from './resync';
import { baseOf, materialise } from './rows';
import { transact, type Writing } from './transact';

export interface AppliedResponse {
  /** The kinds of records that have changed on the screen. */
  kinds: Set<string>;
  /** Whether the answer brought anything new. */
  moved: boolean;
  /** Whether to sync again: another page to pull, or changes that wait. */
  more: boolean;
  /** Whether something was forgotten for good. */
  forgot: boolean;
}

/** What is stored about one record while an answer is applied. */
interface Held {
  kind: string;
  id: string;
  row: StoredRow | undefined;
  base: Base | undefined;
  entries: OutboxEntry[];
  pass: string | undefined;
}

/** An outbox up to this size is read at once; of a larger one only what is needed. */
const FEW = 500;

/** Returns the function that reads what is stored about a record. */
async function reader(transaction: Writing): Promise<(kind: string, id: string) => Promise<Held>> {
  const outbox = transaction.objectStore('outbox');
  const isSmall = (await outbox.count()) <= FEW;
  const waiting = new Map<string, OutboxEntry[]>();
  for (const entry of isSmall ? await outbox.getAll() : []) {
    waiting.set(entry.record, [...(waiting.get(entry.record) ?? []), entry]);
  }
  return async (kind, id) => {
    const [row, entries] = await Promise.all([
      transaction.objectStore('records').get(id),
      isSmall ? (waiting.get(id) ?? []) : outbox.index('record').getAll(id),
    ]);
    return { kind, id, row, base: baseOf(row), entries, pass: row?.pass };
  };
}

/**
 * Applies the server's result for one change. A refused change is parked. Any other leaves the outbox, and
 * what the server accepted becomes part of the base at once, because a later page may bring it. A change that
 * was accepted only in part, or was known before, adds nothing to the base, unless there is nothing else to
 * show. The same holds if the answer is not `current`: the base may be newer, and no later page would correct
 * it.
 */
function settle(
  held: Held,
  entry: OutboxEntry,
  result: ChangeResult,
  isCurrent: boolean,
): OutboxEntry | undefined {
  const isForgotten = result.errors?.some(({ detail }) => detail === 'forgotten');
  // A record that was forgotten for good is not offered for correction.
  if (result.status === 'rejected' && !isForgotten) {
    const parked: OutboxEntry = { ...entry, state: 'parked', errors: result.errors ?? [] };
    held.entries = held.entries.map((other) => (other.at === entry.at ? parked : other));
    return parked;
  }
  held.entries = held.entries.filter((other) => other.at !== entry.at);
  if (isForgotten) return undefined;
  if (held.base ? isCurrent && result.status === 'applied' && !entry.if_absent : true) {
    const view = project(held.kind, held.base, [entry]);
    // Revision 0: the server has the record but has not told its revision. Any revision it sends replaces
    // this.
    const sent = [...(held.base?.sent ?? []), entry];
    if (view) held.base = { ...held.base, rev: held.base?.rev ?? 0, ...view, sent };
  }
  return undefined;
}

/** Deletes the drafts about these records, and drafts that refer to their ids. */
async function dropDrafts(transaction: Writing, ids: readonly string[]): Promise<void> {
  const drafts = transaction.objectStore('drafts');
  const [keys, texts] = await Promise.all([drafts.getAllKeys(), drafts.getAll()]);
  await Promise.all(
    keys.map((key, index) =>
      ids.some((id) => `${key} ${texts[index]}`.includes(id)) ? drafts.delete(key) : undefined,
    ),
  );
}

const pulled = (record: PulledRecord): Base => ({
  rev: record.rev,
  fields: record.fields,
  deleted_at: record.deleted_at,
  conflicts: record.conflicts ?? [],
  ...(record.edited === undefined ? {} : { edited: record.edited }),
  ...(record.forgotten ? { forgotten: true as const } : {}),
});

/**
 * Applies an answer in one strict transaction: results, records and cursor together.
 *
 * Another context may have synced in between, if a lock was stolen or lost. Therefore results count only for
 * changes that are still in the outbox, and records only if the cursor is still the one that was sent.
 * Otherwise they will come again.
 */
export function applyResponse(
  database: Database,
  request: SyncRequest,
  answer: SyncResponse,
  now: () => number,
): Promise<AppliedResponse> {
  const response = inFull(request, answer);
  return transact(database, ['records', 'outbox', 'meta', 'drafts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const meta = transaction.objectStore('meta');
    const ticker = await Ticker.read(transaction, now);
    const progress = ((await meta.get('progress')) as Progress | undefined) ?? {
      cursor: null,
      last_at: null,
    };
    const kinds = new Set<string>();
    const writes: Promise<unknown>[] = [];
    const isCurrent = progress.cursor === request.cursor;
    let moved = !isCurrent;
    const isRestored = response.reset && (response.reset_reason ?? 'forgotten') !== 'forgotten';
    if (isCurrent && isRestored) await trustUpTo(transaction, response.restored_rev ?? 0);

    const sent = new Map(request.changes.map((change) => [change.id, change]));
    const touched = new Map<string, string>();
    for (const { id } of response.results) {
      const change = sent.get(id);
      if (change) touched.set(change.record, change.kind);
    }
    if (isCurrent) for (const { id, kind } of response.records) touched.set(id, kind);
    const hold = await reader(transaction);
    const all = new Map(
      await Promise.all(
        [...touched].map(async ([id, kind]) => [id, await hold(kind, id)] as const),
      ),
    );

    for (const result of response.results) {
      const held = all.get(sent.get(result.id)?.record ?? '');
      const entry = held?.entries.find((other) => other.id === result.id);
      if (!held || !entry) continue;
      // On a restored server the base stays as it was pulled: what the server has lost is worked out from it.
      // A change that an older server refused, because it does not know a field, stays in the outbox for a
      // newer one.
      if (result.status === 'rejected' && !isKnown(entry, response.knows)) continue;
      const parked = settle(held, entry, result, isCurrent && !isRestored);
      writes.push(parked ? outbox.put(parked) : outbox.delete(entry.at));
      moved = true;
    }

    let next = progress;
    const forgotten: string[] = [];
    const stones = await readForgotten(meta);
    if (isCurrent) {
      const { full: running, ...rest } = progress;
      const full = response.reset
        ? { pass: newId(), restored: isRestored, rev: response.restored_rev ?? 0 }
        : running;
      for (const record of response.records) {
        const held = all.get(record.id) as Held;
        const base = pulled(record);
        stones.back.delete(record.id);
        const wasForgotten = held.base?.forgotten || stones.unknown.has(record.id);
        if (wasForgotten && !base.forgotten) {
          // The server was restored from an older backup. What was forgotten for good stays forgotten.
          held.pass = full?.pass;
          stones.back.set(record.id, record.kind);
          continue;
        }
        if (full?.restored) {
          const lost = [...(held.base?.sent ?? []), ...lostInRestore(held, base, full, ticker)];
          held.entries = [...held.entries, ...lost].sort((one, other) => one.at - other.at);
          writes.push(...lost.map((entry) => outbox.put(entry)));
        }
        held.base = base;
        held.pass = full?.pass;
        if (base.forgotten) {
          writes.push(...held.entries.map((entry) => outbox.delete(entry.at)));
          held.entries = [];
          forgotten.push(record.id);
        }
      }
      moved ||= response.records.length > 0 || response.cursor !== progress.cursor;
      next = { ...rest, cursor: response.cursor, ...(full ? { full } : {}) };
    }

    if (forgotten.length) await dropDrafts(transaction, forgotten);
    const records = transaction.objectStore('records');
    for (const held of all.values()) {
      const shaped = materialise(held.kind, held.id, held.base, held.entries, held.pass);
      if (shaped) writes.push(records.put(shaped));
      else if (held.row) writes.push(records.delete(held.id));
      kinds.add(held.kind);
    }
    await Promise.all(writes);
    // Measured in Chromium 156: its index keeps a deleted word until somebody reads there.
    for (const id of forgotten) {
      for (const word of all.get(id)?.row?.words ?? []) await records.index('words').getKey(word);
    }
    const notes = [...all.values()].filter(({ kind }) => kind === 'note').map(({ id }) => id);
    if (forgotten.length) await forgetNoted(transaction);
    else if (notes.length) await notesChanged(transaction, notes);

    if (isCurrent && !response.more) {
      const { full, ...rest } = next;
      if (full) {
        for (const kind of await endResync(transaction, full, ticker, stones)) kinds.add(kind);
      }
      next = { ...rest, last_at: now() };
    }
    if (isCurrent) await meta.put(next, 'progress');
    if (isCurrent) await keepForgotten(transaction, stones);
    const { knows } = response;
    if (!isSame(await meta.get('knows'), knows)) {
      await (knows ? meta.put(knows, 'knows') : meta.delete('knows'));
      // Changes that waited for a field can be sent once the server knows it.
      moved = true;
    }
    ticker.keep(transaction);

    const isLeft = await canBeSent(transaction, knows);
    const more = response.more || !isCurrent || isLeft;
    return { kinds, moved, more, forgot: forgotten.length > 0 };
  });
}

/** Whether a waiting change can be sent. Mostly the first one shows it. */
async function canBeSent(transaction: Writing, knows: Knows | undefined): Promise<boolean> {
  const waiting = transaction.objectStore('outbox').index('state');
  const first = await waiting.getAll('waiting', 1);
  if (first.length === 0 || sendable(first, knows).length > 0) return first.length > 0;
  return sendable(await waiting.getAll('waiting'), knows).length > 0;
}
