import { isSame } from '../records/kinds';
import type { Connection } from './connection';
import type { Schema } from './database';
import { wordsOf } from './rows';
import { transact } from './transact';

/** Changes with the way in which words are folded. */
const FOLDING = 2;

/** People who were stored when words were folded in another way are found by today's: once. */
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
