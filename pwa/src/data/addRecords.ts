/**
 * Writes many records at once that come from a file. A record whose id exists is left alone, unless it is to
 * be restored or deleted. Unlike a captured note, a note from a file opens no follow-ups.
 */
import { unwrap } from 'idb';
import type { Draft } from '../records/kinds';
import { newId } from '../records/uuid';
import type { OutboxEntry } from '../sync/protocol';
import { Ticker } from './clock';
import type { Connection } from './connection';
import type { Database, Schema, StoredRow } from './database';
import { materialise } from './rows';
import { transact } from './transact';
import { type Held, normalised, putEntry, read } from './write';

/**
 * Adds a row, or calls `takeBack` if one with its id exists; looking first would take 10 % longer. Resolves
 * once that is known. Any other error aborts the transaction, which reports it.
 */
function addUnlessThere(
  store: IDBObjectStore,
  row: StoredRow,
  takeBack: () => void,
): Promise<void> {
  const adding = store.add(row);
  return new Promise((told) => {
    adding.onsuccess = () => told();
    adding.onerror = (event) => {
      if (adding.error?.name === 'ConstraintError') {
        event.preventDefault();
        event.stopPropagation();
        takeBack();
      }
      told();
    };
  });
}

/**
 * Runs in one transaction, and may be repeated. `relaxed`: does not wait for the disk. That is enough for
 * what can be read from its file again, as long as a strict transaction at the end says that everything was
 * written.
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
        // With thousands of requests, a promise for each would take a third of the time.
        const records = unwrap(transaction.objectStore('records'));
        const outbox = unwrap(transaction.objectStore('outbox'));
        const byRecord = new Map<string, Draft[]>();
        for (const draft of drafts) {
          const some = byRecord.get(draft.record);
          if (some) some.push(draft);
          else byRecord.set(draft.record, [draft]);
        }
        const asked = new Map<string, Promise<Held>>();
        for (const [record, some] of byRecord)
          if (!some.every(({ if_absent }) => if_absent))
            asked.set(record, read(transaction, record));
        // The last request is answered last.
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
                    // An original is stored unchanged.
                    kind === 'original' ? value : normalised(value),
                  ]),
                ),
              }),
          ...(if_absent ? { if_absent } : {}),
          state: 'waiting',
        });
        let added: Promise<void> | undefined;
        for (const [record, some] of byRecord) {
          let ahead = asked.get(record);
          if ((await ahead)?.row) {
            for (const draft of some) {
              if (draft.if_absent) continue;
              await putEntry(transaction, draft.kind, record, () => entryOf(draft), ahead);
              // What was read ahead is out of date after the first put.
              ahead = undefined;
            }
            continue;
          }
          // A record that never existed here cannot be deleted.
          const first = some.findIndex((draft) => !draft.delete);
          if (first < 0) continue;
          const entries = some.slice(first).map(entryOf);
          const [{ kind }] = entries as [OutboxEntry];
          const row = materialise(kind, record, undefined, entries, undefined);
          // A put that fails aborts the transaction, and that is reported.
          for (const entry of entries) outbox.put(entry);
          if (row)
            added = addUnlessThere(records, row, () => {
              for (const { at } of entries) outbox.delete(at);
            });
        }
        ticker.keep(transaction);
        await added;
      },
      durability,
    );
  return connection.run(work);
}
