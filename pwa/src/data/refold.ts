import { isSame } from '../records/kinds';
import type { Connection } from './connection';
import type { Schema } from './database';
import { wordsOf } from './rows';
import { transact } from './transact';

/** Increased when the way in which words are folded changes. */
const FOLDING = 2;

/** Folds the words of all stored people again, once, so that they are found as new ones are. */
export const refold = (connection: Connection<Schema>): Promise<void> =>
  connection.run(async (database) => {
    if ((await database.get('meta', 'folding')) === FOLDING) return;
    await transact(database, ['records', 'meta'], async (transaction) => {
      const records = transaction.objectStore('records');
      for (const row of await records.index('live').getAll('person')) {
        const words = wordsOf(row.fields);
        if (!isSame(words, row.words ?? [])) await records.put({ ...row, words });
      }
      await transaction.objectStore('meta').put(FOLDING, 'folding');
    });
  });
