import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database, Schema } from './database';

export type Writing = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

/**
 * Runs `work` in one read-write transaction and returns once that is complete, on the disk when it is
 * `strict`. When `work` raises, nothing of it stays.
 */
export async function transact<T>(
  database: Database,
  stores: StoreNames<Schema>[],
  work: (transaction: Writing) => Promise<T>,
  durability: 'strict' | 'relaxed' = 'strict',
): Promise<T> {
  const transaction = database.transaction(stores, 'readwrite', { durability });
  let answer: T;
  try {
    answer = await work(transaction);
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It was over already: what ended it is in `error`.
    }
    await transaction.done.catch(() => undefined);
    throw error;
  }
  try {
    // Without waiting to see whether more will be asked.
    transaction.commit();
  } catch {
    // It has failed already: `done` says why.
  }
  await transaction.done;
  return answer;
}
