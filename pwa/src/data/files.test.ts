import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { newId } from '../records/uuid';
import { databaseName, openDatabase, type StoredFile } from './database';
import { bytesOf, fileOf, finishRecording, hashOf, keepFile, keepPiece } from './files';
import { person, phone } from './rig';

const RECORDING: StoredFile = {
  id: 'r',
  state: 'recording',
  sha256: 'r',
  media_type: 'audio/webm',
  bytes: 0,
  width: null,
  height: null,
  seconds: 0,
  thumbnail: null,
  captured_at: 0,
  called: 'A recording',
  used_at: 0,
};
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

it('an older database keeps all its records when the stores for files are added', async () => {
  const name = databaseName(newId());
  const old = await openDB(name, 1, {
    upgrade(database) {
      const records = database.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('live', 'live');
      database.createObjectStore('outbox', { keyPath: 'at' });
      database.createObjectStore('meta');
      database.createObjectStore('drafts');
    },
  });
  await old.put('records', { id: 'maya', kind: 'person', live: 'person' });
  await old.put('drafts', 'half a word', 'capture');
  old.close();
  const database = await openDatabase(name);
  expect(await database.get('records', 'maya')).toMatchObject({ kind: 'person' });
  expect(await database.get('drafts', 'capture')).toBe('half a word');
  expect([...database.objectStoreNames]).toEqual(expect.arrayContaining(['files', 'bytes']));
  database.close();
});

it('a recording is stored piece by piece, and is complete even if another tab finishes it', async () => {
  const { connection } = phone();
  await keepFile(connection, RECORDING, new ArrayBuffer(0));
  await keepPiece(connection, 'r', 0, bytes('said on '), 1);
  await keepPiece(connection, 'r', 1, bytes('the way home'), 2);
  // The app is killed here; the next start finishes it.
  expect(await finishRecording(connection, 'r')).toBe(true);
  const sha256 = await hashOf(bytes('said on the way home'));
  expect(await fileOf(connection, 'r')).toMatchObject({
    state: 'here',
    sha256,
    seconds: 2,
    bytes: 20,
  });
  expect(new TextDecoder().decode(await bytesOf(connection, sha256))).toBe('said on the way home');
  // Finished once more by another tab: nothing changes, and a late piece is not stored.
  expect(await finishRecording(connection, 'r')).toBe(true);
  await keepPiece(connection, 'r', 2, bytes('late'), 3);
  const left = await connection.run((database) => database.getAllKeys('bytes'));
  expect(left).toEqual([sha256]);
});

it('a recording without data leaves nothing behind', async () => {
  const { connection } = phone();
  await keepFile(connection, RECORDING, new ArrayBuffer(0));
  expect(await finishRecording(connection, 'r')).toBe(false);
  expect(await fileOf(connection, 'r')).toBeUndefined();
});

it('records are written as before in a database that has files', async () => {
  const { store } = phone();
  await store.write([person('Maya')]);
  expect(await store.all('person')).toHaveLength(1);
});
