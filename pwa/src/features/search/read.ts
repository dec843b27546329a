import { type Database, openDatabase } from '../../data/database';
import type { Row } from '../../records/kinds';

const PAGE = 500;

/**
 * All records that are not deleted, a page at a time, so that whoever reads can do something else in
 * between. The database is opened for this alone: one that stayed open would hold up its being wiped.
 */
export async function readRows(name: string, pause: () => Promise<void>): Promise<Row[]> {
  const database: Database = await openDatabase(name);
  try {
    const rows: Row[] = [];
    let after: string | undefined;
    for (;;) {
      const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
      const page = await database.getAll('records', range, PAGE);
      for (const row of page) if (row.deleted_at === null) rows.push(row as unknown as Row);
      if (page.length < PAGE) return rows;
      after = page.at(-1)?.id;
      await pause();
    }
  } finally {
    database.close();
  }
}
