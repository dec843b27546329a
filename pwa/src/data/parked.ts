import { newId } from '../records/uuid';
import type { OutboxEntry } from '../sync/protocol';
import { notesChanged } from './changedNotes';
import { Ticker } from './clock';
import type { Database } from './database';
import { baseOf, materialise } from './rows';
import { transact, type Writing } from './transact';
import { normalised } from './write';

type Run = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

/** Handles a refused change. Returns the kind of its record, or undefined if the change is gone. */
export type OnParked = (run: Run, now: () => number) => Promise<string | undefined>;

/** Gives a refused change a new id, because the server would repeat its answer to the old one. */
export function requeued(entry: OutboxEntry): OutboxEntry {
  const { errors: _, ...rest } = entry;
  return { ...rest, id: newId(), state: 'waiting' };
}

/** Builds a record's row again from its base and its remaining changes in the outbox. */
export async function reshape(transaction: Writing, kind: string, id: string): Promise<void> {
  const records = transaction.objectStore('records');
  const [row, entries] = await Promise.all([
    records.get(id),
    transaction.objectStore('outbox').index('record').getAll(id),
  ]);
  const shaped = materialise(kind, id, baseOf(row), entries, row?.pass);
  await (shaped ? records.put(shaped) : records.delete(id));
}

/**
 * Runs `work` on the refused change with that id in one transaction. Returns its kind, or undefined if it is
 * gone.
 */
function onParked(
  run: Run,
  changeId: string,
  work: (transaction: Writing, entry: OutboxEntry) => Promise<void>,
): Promise<string | undefined> {
  return run((database) =>
    transact(database, ['records', 'outbox', 'meta'], async (transaction) => {
      const entry = await transaction.objectStore('outbox').index('id').get(changeId);
      if (entry?.state !== 'parked') return undefined;
      await work(transaction, entry);
      await reshape(transaction, entry.kind, entry.record);
      if (entry.kind === 'note') await notesChanged(transaction, [entry.record]);
      return entry.kind;
    }),
  );
}

/**
 * Sends a refused change again with some values corrected, and after it the later refused changes of the same
 * record, which may have failed because of it. They keep their `at`. The corrections are newer than that: if
 * something may have come in between (the record is on the server, or a later change sets the same field),
 * they also count from now.
 */
export function mend(changeId: string, mended: Record<string, unknown>): OnParked {
  const values = Object.fromEntries(
    Object.entries(mended).map(([field, value]) => [field, normalised(value)]),
  );
  return (run, now) =>
    onParked(run, changeId, async (transaction, entry) => {
      const outbox = transaction.objectStore('outbox');
      const row = await transaction.objectStore('records').get(entry.record);
      const later = (await outbox.index('record').getAll(entry.record)).filter(
        (other) => other.at > entry.at,
      );
      await outbox.put(
        requeued({ ...entry, ...(entry.set ? { set: { ...entry.set, ...values } } : {}) }),
      );
      for (const other of later) if (other.state === 'parked') await outbox.put(requeued(other));

      const overtaken = Object.entries(values).filter(
        ([field]) =>
          typeof row?.rev === 'number' || later.some((other) => field in (other.set ?? {})),
      );
      if (!overtaken.length) return;
      const ticker = await Ticker.read(transaction, now);
      await outbox.put({
        id: newId(),
        kind: entry.kind,
        record: entry.record,
        at: ticker.tick(),
        ...(typeof row?.rev === 'number' ? { base: row.rev } : {}),
        set: Object.fromEntries(overtaken),
        state: 'waiting',
      });
      ticker.keep(transaction);
    });
}

/** Drops a refused change for good. */
export const discard =
  (changeId: string): OnParked =>
  (run) =>
    onParked(run, changeId, (transaction, entry) =>
      transaction.objectStore('outbox').delete(entry.at),
    );
