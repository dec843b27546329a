/** Which mornings this phone has put in front of somebody: the worker's globals do not outlive it. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export const SHOWN_DATABASE = 'karmadex-shown';
const KEPT_MS = 60 * 86_400_000;

interface Shown extends DBSchema {
  mornings: { key: string; value: number };
}

async function within<T>(use: (db: IDBPDatabase<Shown>) => Promise<T>): Promise<T> {
  const db = await openDB<Shown>(SHOWN_DATABASE, 1, {
    upgrade: (fresh) => fresh.createObjectStore('mornings'),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

export function wasShown(morning: string): Promise<boolean> {
  return within(async (db) => (await db.getKey('mornings', morning)) !== undefined);
}

/** Remembers `morning` and forgets those of more than 60 days ago. */
export function remember(morning: string, now = Date.now()): Promise<void> {
  return within(async (db) => {
    const writing = db.transaction('mornings', 'readwrite');
    for await (const cursor of writing.store) {
      if (cursor.value < now - KEPT_MS) await cursor.delete();
    }
    await writing.store.put(now, morning);
    await writing.done;
  });
}
