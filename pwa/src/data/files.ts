/** Stores pictures and recordings in the phone's database. */
import type { Draft } from '../records/kinds';
import type { Connection } from './connection';
import type { Database, Schema, StoredFile } from './database';
import { transact } from './transact';

type Held = Connection<Schema>;

/** Functions that end the recordings of this page, by id. */
export const recorders = new Map<string, () => Promise<void>>();

/** Stores the bytes and the facts about the file in one strict transaction. */
export const keepFile = (held: Held, file: StoredFile, bytes: ArrayBuffer): Promise<void> =>
  held.run((database) =>
    transact(database, ['files', 'bytes'], async (transaction) => {
      // One after the other: if the disk is full, some browsers report it for the first request only.
      await transaction.objectStore('bytes').put(bytes, file.sha256);
      await transaction.objectStore('files').put(file);
    }),
  );

/** Stores what another app shared, unchanged. */
export function keepRaw(
  held: Held,
  id: string,
  media_type: string,
  bytes: ArrayBuffer,
): Promise<void> {
  const now = Date.now();
  const nothing = { width: null, height: null, seconds: null, thumbnail: null };
  const when = { captured_at: now, used_at: now };
  const said = { id, sha256: id, media_type, bytes: bytes.byteLength, called: '' };
  return keepFile(held, { ...nothing, ...when, ...said, state: 'raw' }, bytes);
}

export const fileOf = (held: Held, id: string): Promise<StoredFile | undefined> =>
  held.run((database) => database.get('files', id));

/** Returns those files that are on this phone, in the order of the ids. */
export const filesOf = (held: Held, ids: readonly string[]): Promise<StoredFile[]> =>
  held.run(async (database) => {
    const { store } = database.transaction('files');
    const found = await Promise.all(ids.map((id) => store.get(id)));
    return found.filter((file) => file !== undefined);
  });

/** Returns the bytes with that hash; undefined if this phone does not have them. */
export const bytesOf = (held: Held, sha256: string): Promise<ArrayBuffer | undefined> =>
  held.run((database) => database.get('bytes', sha256));

/** Changes the facts about a file, if it still exists. */
export const changeFile = (held: Held, id: string, change: Partial<StoredFile>): Promise<void> =>
  held.run((database) =>
    transact(database, ['files'], async (transaction) => {
      const store = transaction.objectStore('files');
      const file = await store.get(id);
      if (file) await store.put({ ...file, ...change });
    }),
  );

/** Deletes these files, and their bytes unless another file has the same. */
export const dropFiles = (held: Held, ids: readonly string[]): Promise<void> =>
  held.run((database) =>
    transact(database, ['files', 'bytes'], async (transaction) => {
      const files = transaction.objectStore('files');
      const bytes = transaction.objectStore('bytes');
      for (const id of ids) {
        const file = await files.get(id);
        if (!file) continue;
        await files.delete(id);
        await bytes.delete(piecesOf(id));
        if (!(await files.index('sha256').count(file.sha256))) await bytes.delete(file.sha256);
      }
    }),
  );

const piecesOf = (id: string): IDBKeyRange => IDBKeyRange.bound(`${id}/`, `${id}/\uffff`);

/** Adds the next piece to a recording. */
export const keepPiece = (
  held: Held,
  id: string,
  number: number,
  piece: ArrayBuffer,
  seconds: number,
): Promise<void> =>
  held.run((database) =>
    transact(database, ['files', 'bytes'], async (transaction) => {
      const files = transaction.objectStore('files');
      const file = await files.get(id);
      if (file?.state !== 'recording') return;
      const key = `${id}/${String(number).padStart(6, '0')}`;
      await transaction.objectStore('bytes').put(piece, key);
      await files.put({ ...file, seconds });
    }),
  );

/** Joins the pieces of a recording; deletes it if there are none. Returns whether there is a recording. */
export async function finishRecording(held: Held, id: string): Promise<boolean> {
  const pieces = await held.run((database) => database.getAll('bytes', piecesOf(id)));
  const whole = await new Blob(pieces).arrayBuffer();
  const sha256 = await hashOf(whole);
  return held.run((database) =>
    transact(database, ['files', 'bytes'], async (transaction) => {
      const files = transaction.objectStore('files');
      const bytes = transaction.objectStore('bytes');
      const file = await files.get(id);
      if (file?.state !== 'recording') return file !== undefined;
      await bytes.delete(piecesOf(id));
      await bytes.delete(id);
      if (!whole.byteLength) {
        await files.delete(id);
        return false;
      }
      await bytes.put(whole, sha256);
      await files.put({ ...file, state: 'here', sha256, bytes: whole.byteLength });
      return true;
    }),
  );
}

/** Returns how many saved files are on this phone only. Files in drafts do not count. */
export async function countHereOnly(database: Database): Promise<number> {
  const ids = await database.getAllKeysFromIndex('files', 'state', 'here');
  const rows = await Promise.all(ids.map((id) => database.get('records', id)));
  return rows.filter((row) => row && row.deleted_at === null && !row.forgotten).length;
}

/** Returns the SHA-256 as hexadecimal digits in lower case. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Returns the record that attaches a file to a note or a person. */
export const attachmentDraft = (file: StoredFile, of: string): Draft<'attachment'> => ({
  kind: 'attachment',
  record: file.id,
  set: {
    of,
    media_type: file.media_type,
    sha256: file.sha256,
    bytes: file.bytes,
    width: file.width,
    height: file.height,
    seconds: file.seconds,
    thumbnail: file.thumbnail,
    captured_at: new Date(file.captured_at).toISOString(),
  },
});
