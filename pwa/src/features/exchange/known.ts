/** Reads what is on this phone, to compare a file with it. Runs in the worker. */
import { openDB } from 'idb';
import { Connection } from '../../data/connection';
import type { Database, Schema, StoredRow } from '../../data/database';
import type { PersonFields } from '../../records/kinds';
import { type Known, signsOf } from './plan';

const PAGE = 500;

/** Opens a database as it is, for the worker: it creates none, and closes it for a newer version of the app. */
export const standing = (name: string): Connection<Schema> =>
  new Connection<Schema>(({ closed }) => {
    const opening: Promise<Database> = openDB<Schema>(name, undefined, {
      blocking: () => void opening.then((database) => database.close()).finally(closed),
      terminated: () => closed?.(),
    });
    return opening;
  });

/** Reads all rows of the database, a page at a time. */
export async function eachPage(name: string, work: (rows: StoredRow[]) => void): Promise<void> {
  const connection = standing(name);
  try {
    let after: string | undefined;
    for (;;) {
      const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
      const page = await connection.run((database) => database.getAll('records', range, PAGE));
      work(page);
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  } finally {
    await connection.close();
  }
}

export async function readKnown(name: string): Promise<Known> {
  const ids = new Set<string>();
  const deleted = new Set<string>();
  const signs = new Map<string, string>();
  await eachPage(name, (rows) => {
    for (const { id, kind, fields, deleted_at, forgotten } of rows) {
      ids.add(id);
      if (kind !== 'person') continue;
      // People who were forgotten for good never return, so they are not offered.
      if (deleted_at !== null && !forgotten) deleted.add(id);
      if (deleted_at !== null) continue;
      const person = fields as unknown as PersonFields;
      for (const sign of signsOf(person)) signs.set(sign, person.name ?? person.known_for ?? '');
    }
  });
  return { ids, deleted, signs };
}
