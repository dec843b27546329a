import { deleteDB, openDB } from 'idb';

/** Of no use but to be deleted; a page that ended in between leaves one, empty, for the next time. */
const [FIRST, SECOND] = ['rewrite-1', 'rewrite-2'] as const;

/**
 * Has the browser write its files anew, so that what was erased is not only let go of: what was
 * forgotten for good would lie in them until some megabytes were written on top.
 *
 * Chromium keeps all databases of a site in one LevelDB, in the order in which they were made, and
 * compacts it where one is deleted. The deletion of the second puts all that was written into one file,
 * the earlier versions as well; that of the first lies in the midst of this file, and leaves them out.
 * To the others, which overwrite what they let go of, it is nothing.
 */
export async function rewriteFiles(): Promise<void> {
  try {
    for (const name of [FIRST, SECOND]) {
      const made = await openDB(name, 1, {
        upgrade: (database) => void database.createObjectStore('any').put(0, 0),
      });
      made.close();
    }
    await deleteDB(SECOND);
    await deleteDB(FIRST);
  } catch {
    // Without room, say: what was forgotten is out of reach all the same.
  }
}
