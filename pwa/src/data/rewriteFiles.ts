import { deleteDB, openDB } from 'idb';

/** Empty databases that are made only to be deleted. One that is left over is deleted the next time. */
const [FIRST, SECOND] = ['rewrite-1', 'rewrite-2'] as const;

/**
 * Makes the browser rewrite its files, so that deleted bytes are overwritten. Otherwise what was forgotten
 * for good would stay in them until some megabytes were written on top.
 *
 * Chromium (measured in 156) keeps all databases of a site in one LevelDB, ordered by when they were made,
 * and compacts the range of one that is deleted. Deleting the second of two writes everything that was added
 * into one file, old versions too; deleting the first, which lies in the middle of that file, leaves them
 * out. In other browsers, which overwrite deleted bytes, it has no effect.
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
    // Perhaps the disk is full. What was forgotten is out of reach anyway.
  }
}
