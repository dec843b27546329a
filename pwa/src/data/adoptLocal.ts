import type { OutboxEntry } from '../sync/protocol';
import { Ticker } from './clock';
import { Connection } from './connection';
import { type Clock, LOCAL, type Moved, openDatabase, type Schema } from './database';
import { dropFiles } from './files';
import { joined } from './joinedDrafts';
import { reshape } from './parked';
import { transact, type Writing } from './transact';
import { putEntry } from './write';

/**
 * Moves what was captured before the first sign-in into the account. The phone may die after any step:
 *
 * 1. `copyLocal`, one transaction in the account's database, adds the local changes to its outbox, with a
 *    mark that says up to where. Repeated, it copies only what is after the mark.
 * 2. The caller starts to use the account's database.
 * 3. `finishMove` copies what another tab wrote meanwhile, and empties the local database, in a transaction
 *    that checks that everything was copied.
 */
const withLocal = async <T>(work: (local: Connection<Schema>) => Promise<T>): Promise<T> => {
  const local = new Connection<Schema>((openings) => openDatabase(LOCAL, openings));
  try {
    return await work(local);
  } finally {
    await local.close();
  }
};

/** Adds the local changes after the mark of that `device` to the outbox, and advances the mark. */
async function copyEntries(
  transaction: Writing,
  entries: readonly OutboxEntry[],
  device: string,
): Promise<void> {
  const meta = transaction.objectStore('meta');
  const moved = ((await meta.get('moved')) as Moved | undefined) ?? {};
  const until = moved[device] ?? 0;
  const ticker = await Ticker.read(transaction, () => 0);
  for (const entry of entries) {
    // An edit keeps its time, unless this account has already used a later one.
    if (entry.at > until) {
      await putEntry(transaction, entry.kind, entry.record, () => ({
        ...entry,
        at: ticker.tick(entry.at),
      }));
    }
  }
  ticker.keep(transaction);
  await meta.put({ ...moved, [device]: Math.max(until, entries.at(-1)?.at ?? 0) }, 'moved');
}

/** What was copied: changes up to a local `at`, and these files. */
interface Copied {
  until: number;
  files: string[];
}

/** Copies what is not copied yet. */
export function copyLocal(account: Connection<Schema>): Promise<Copied> {
  return withLocal(async (local) => {
    const [entries, texts, keys, clock, files, names, bytes] = await local.run((database) => {
      const reading = database.transaction(['outbox', 'drafts', 'meta', 'files', 'bytes']);
      return Promise.all([
        reading.objectStore('outbox').getAll(),
        reading.objectStore('drafts').getAll(),
        reading.objectStore('drafts').getAllKeys(),
        reading.objectStore('meta').get('clock') as Promise<Clock | undefined>,
        reading.objectStore('files').getAll(),
        reading.objectStore('bytes').getAllKeys(),
        reading.objectStore('bytes').getAll(),
      ]);
    });
    const copied = { until: entries.at(-1)?.at ?? 0, files: files.map(({ id }) => id) };
    if (!entries.length && !keys.length && !files.length) return copied;
    const stores = ['records', 'outbox', 'meta', 'drafts', 'files', 'bytes'] as const;
    await account.run((database) =>
      transact(database, [...stores], async (transaction) => {
        const held = transaction.objectStore('files');
        // A file copied before may have changed in the account since.
        for (const file of files) if (!(await held.getKey(file.id))) await held.put(file);
        // Each is waited for, as in `keepFile`: on a full phone some engines report that of one request only.
        for (const [index, name] of names.entries())
          await transaction.objectStore('bytes').put(bytes[index] as ArrayBuffer, name);
        // Without a clock nothing was ever saved here; there can only be a draft.
        if (clock) await copyEntries(transaction, entries, clock.device);
        const drafts = transaction.objectStore('drafts');
        for (const [index, key] of keys.entries()) {
          const [before, text] = [await drafts.get(key), texts[index] as string];
          await drafts.put(before === undefined ? text : joined(before, text), key);
        }
      }),
    );
    return copied;
  });
}

/**
 * Removes what was copied from the local database. Returns whether nothing is left. The local clock stays, so
 * that the `at` of later local changes continues from it.
 */
function emptyLocal({ until, files }: Copied): Promise<boolean> {
  return withLocal(async (local) => {
    await dropFiles(local, files);
    return local.run((database) =>
      transact(database, ['records', 'outbox', 'drafts'], async (transaction) => {
        const outbox = transaction.objectStore('outbox');
        await outbox.delete(IDBKeyRange.upperBound(until));
        await transaction.objectStore('drafts').clear();
        for (const { kind, id } of await transaction.objectStore('records').getAll()) {
          await reshape(transaction, kind, id);
        }
        return (await outbox.count()) === 0;
      }),
    );
  });
}

export async function finishMove(account: Connection<Schema>): Promise<void> {
  while (!(await emptyLocal(await copyLocal(account))));
}

/** Before the account's data is wiped: removes what moved into it from the local database, and stops the move. */
export async function forgetMoved(account: Connection<Schema>): Promise<void> {
  const [clock, moved, files] = await Promise.all([
    withLocal((local) => local.run((database) => database.get('meta', 'clock'))),
    account.run((database) => database.get('meta', 'moved')),
    account.run((database) => database.getAllKeys('files')),
  ]);
  if (files.length) await withLocal((local) => dropFiles(local, files));
  const until = (moved as Moved | undefined)?.[(clock as Clock | undefined)?.device ?? ''];
  if (until) await emptyLocal({ until, files: [] });
}
