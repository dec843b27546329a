/** Takes in a picture: scales it down, stores it, and frees space if there is none. */
import type { Connection } from '../../data/connection';
import type { Schema, StoredFile } from '../../data/database';
import { hashOf, keepFile } from '../../data/files';
import { isFull } from '../../data/isFull';
import { openCurrent } from '../../data/open';
import { newId } from '../../records/uuid';
import { tidyUp } from '../../syncing/bytes';
import { attachments as a } from '../../texts/attachments';
import { shrunk } from './shrinking';

export type Why = keyof typeof a.refused;

/** Returns the message key for an error. */
export const whyOf = (error: unknown): Why =>
  error === 'unreadable' || error === 'too_large' ? error : isFull(error) ? 'full' : 'broken';

/** Runs `write`. If the disk is full, deletes files that the server has too, and tries again. */
export async function withRoom<T>(
  connection: Connection<Schema>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isFull(error)) throw error;
    await tidyUp({ connection, now: Date.now }, 0);
    return write();
  }
}

export async function keepHere(file: StoredFile, bytes: ArrayBuffer): Promise<void> {
  const { connection } = await openCurrent();
  await withRoom(connection, () => keepFile(connection, file, bytes));
}

/** Stores a picture. Resolves when it is on the disk. Raises what `whyOf` understands. */
export async function keepPicture(from: Blob, id = newId()): Promise<StoredFile> {
  const captured_at = Date.now();
  const { bytes, ...made } = await shrunk(from);
  const file: StoredFile = {
    ...made,
    id,
    state: 'here',
    sha256: await hashOf(bytes),
    bytes: bytes.byteLength,
    seconds: null,
    captured_at,
    called: a.picture,
    used_at: captured_at,
  };
  await keepHere(file, bytes);
  return file;
}
