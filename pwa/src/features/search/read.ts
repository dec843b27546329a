import { type Database, openDatabase } from '../../data/database';
import { Merged } from '../../data/merged';
import { shown } from '../../data/rows';
import type { Row } from '../../records/kinds';

const PAGE = 500;

/**
 * Reads all records that are not deleted, a page at a time with pauses in between; somebody with two cards is
 * one person. The database is closed afterwards, so that it does not block being wiped.
 */
export async function readRows(name: string, pause: () => Promise<void>): Promise<Row[]> {
  const database: Database = await openDatabase(name);
  try {
    const rows: Row[] = [];
    const people: Row<'person'>[] = [];
    let after: string | undefined;
    for (;;) {
      const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
      const page = await database.getAll('records', range, PAGE);
      for (const stored of page) {
        const row = shown(stored);
        if (row.kind === 'person') people.push(row);
        if (row.deleted_at === null) rows.push(row);
      }
      if (page.length < PAGE) {
        const isMerged = people.some(({ fields }) => fields.merged_into);
        return isMerged ? new Merged(people).readAll(rows) : rows;
      }
      after = page.at(-1)?.id;
      await pause();
    }
  } finally {
    database.close();
  }
}
