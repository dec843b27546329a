import { isSame } from '../records/kinds';
import type { Connection } from './connection';
import type { Schema } from './database';
import { wordsOf } from './rows';
import { transact } from './transact';

/** Increased when the way in which words are folded changes. */
const FOLDING = 2;

/** How many records are read at once: to read thousands of people holds up a slow phone for several frames. */
export const PAGE = 500;

/** Folds the words of all stored people again, once, so that they are found as new ones are. */
export const refold = (connection: Connection<Schema>): Promise<void> =>
  connection.run(async (database) => {
    if ((await database.get('meta', 'folding')) === FOLDING) return;
    for (let last: string | undefined = ''; last !== undefined; ) {
      const range = IDBKeyRange.lowerBound(last, true);
      last = await transact(database, ['records'], async (transaction) => {
        const records = transaction.objectStore('records');
        const rows = await records.getAll(range, PAGE);
        for (const row of rows) {
          if (row.live !== 'person') continue;
          const words = wordsOf(row.fields);
          if (!isSame(words, row.words ?? [])) await records.put({ ...row, words });
        }
        return rows.at(-1)?.id;
      });
    }
    await database.put('meta', FOLDING, 'folding');
  });
