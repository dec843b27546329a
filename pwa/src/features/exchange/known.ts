/** What is on this phone already, as far as a file is held against it. Read in the worker. */
import type { StoredRow } from '../../data/database';
import type { PersonFields } from '../../records/kinds';
import { signsOf } from './plan';

export interface Known {
  /** Of all records, deleted ones too. */
  ids: ReadonlySet<string>;
  deleted: ReadonlySet<string>;
  /** What somebody is called, by each sign of them. */
  signs: ReadonlyMap<string, string>;
}

const PAGE = 500;

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/**
 * All rows of the database, a page at a time. It is opened for this alone, as it stands, and without the
 * library that the page has: that would come once more, for a worker.
 */
export async function eachPage(name: string, work: (rows: StoredRow[]) => void): Promise<void> {
  const database = await answered(indexedDB.open(name));
  try {
    let after: string | undefined;
    for (;;) {
      const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
      const records = database.transaction('records').objectStore('records');
      const page: StoredRow[] = await answered(records.getAll(range, PAGE));
      work(page);
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  } finally {
    database.close();
  }
}

/** The bytes of an attachment, where this phone has them; a phone of before has no place for them. */
export async function readBytes(name: string, sha256: string): Promise<ArrayBuffer | undefined> {
  const database = await answered(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains('bytes')) return undefined;
    return await answered(database.transaction('bytes').objectStore('bytes').get(sha256));
  } finally {
    database.close();
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
      // Who was forgotten for good never comes back: they are no choice.
      if (deleted_at !== null && !forgotten) deleted.add(id);
      if (deleted_at !== null) continue;
      const person = fields as unknown as PersonFields;
      for (const sign of signsOf(person)) signs.set(sign, person.name ?? person.known_for ?? '');
    }
  });
  return { ids, deleted, signs };
}
