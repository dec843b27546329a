/**
 * Writes records that come from a file, many at once: each only where there is none of its id, unless it
 * is to come back, or to go. Unlike a line that was jotted, a note from a file opens no follow-ups.
 */
import { unwrap } from 'idb';
import type { Draft } from '../records/kinds';
import { newId } from '../records/uuid';
import type { OutboxEntry } from '../sync/protocol';
import { Ticker } from './clock';
import type { Connection } from './connection';
import type { Database, Schema } from './database';
import { materialise } from './rows';
import { transact } from './transact';
import { normalised, putEntry } from './write';

/**
 * One transaction; harmless if it was completed before. `relaxed`: of what can be made anew from its file
 * the disk is not waited for, but for the strict transaction that says that it is all there.
 */
export function addRecords(
  connection: Pick<Connection<Schema>, 'run'>,
  drafts: readonly Draft[],
  durability: 'strict' | 'relaxed' = 'strict',
  now: () => number = Date.now,
): Promise<void> {
  const work = (database: Database) =>
    transact(
      database,
      ['records', 'outbox', 'meta'],
      async (transaction) => {
        // Of thousands nobody waits for each: a promise for every request took a third of the time.
        const records = unwrap(transaction.objectStore('records'));
        const outbox = unwrap(transaction.objectStore('outbox'));
        const asked = drafts.map(({ record }) => records.getKey(record));
        // What is asked for last is answered last.
        const ticker = await Ticker.read(transaction, now);
        const entryOf = ({ kind, record, set, if_absent, ...draft }: Draft): OutboxEntry => ({
          id: newId(),
          kind,
          record,
          at: ticker.tick(),
          ...(draft.delete
            ? { delete: true }
            : {
                set: Object.fromEntries(
                  Object.entries(set ?? {}).map(([field, value]) => [
                    field,
                    // An original is kept as it came.
                    kind === 'original' ? value : normalised(value),
                  ]),
                ),
              }),
          ...(if_absent ? { if_absent } : {}),
          state: 'waiting',
        });
        const made = new Map<string, OutboxEntry[]>();
        for (const [index, draft] of drafts.entries()) {
          const waits = made.get(draft.record);
          if (asked[index]?.result === undefined) {
            // What was never there cannot be deleted.
            if (waits || !draft.delete) made.set(draft.record, [...(waits ?? []), entryOf(draft)]);
          } else if (!draft.if_absent) {
            await putEntry(transaction, draft.kind, draft.record, () => entryOf(draft));
          }
        }
        for (const [record, entries] of made) {
          const [{ kind }] = entries as [OutboxEntry];
          const row = materialise(kind, record, undefined, entries, undefined);
          // A put that fails aborts the transaction, which says so.
          for (const entry of entries) outbox.put(entry);
          if (row) records.put(row);
        }
        ticker.keep(transaction);
      },
      durability,
    );
  return connection.run(work);
}
