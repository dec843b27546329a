import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database, Schema } from './database';

export type Writing = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

/**
 * Runs `work` in one read-write transaction. Resolves when it is complete; if `strict`, when it is on the
 * disk. If `work` raises, the transaction is rolled back.
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
      // It had already ended; `error` says why.
    }
    await transaction.done.catch(() => undefined);
    throw error;
  }
  try {
    // Commits at once, without waiting for more requests.
    transaction.commit();
  } catch {
    // It has failed already; `done` rejects with the reason.
  }
  await transaction.done;
  return answer;
}
