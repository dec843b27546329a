import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoredFile } from '../../data/database';
import { bytesOf, hashOf, keepFile } from '../../data/files';
import { openCurrent } from '../../data/open';
import { smallPhone } from '../../data/smallPhoneRig';
import { newId } from '../../records/uuid';
import { keepHere, whyOf } from './keep';

/** How many bytes of files this phone has space for. */
const ROOM = 2_500;

async function picture(seed: number, state: StoredFile['state']) {
  const bytes = new Uint8Array(1_000).fill(seed).buffer;
  const file: StoredFile = {
    id: newId(),
    state,
    sha256: await hashOf(bytes),
    media_type: 'image/webp',
    bytes: bytes.byteLength,
    width: 40,
    height: 30,
    seconds: null,
    thumbnail: null,
    captured_at: Date.now(),
    called: 'A picture',
    used_at: Date.now() + seed,
  };
  return { file, bytes };
}

const isHere = async ({ file }: Awaited<ReturnType<typeof picture>>): Promise<boolean> =>
  (await bytesOf((await openCurrent()).connection, file.sha256)) !== undefined;

/** Two pictures of notes, which leave no space for a third. */
async function full(...states: StoredFile['state'][]) {
  const { store, connection } = await openCurrent();
  const found = [];
  for (const [at, state] of states.entries()) {
    const made = await picture(at, state);
    await keepFile(connection, made.file, made.bytes);
    await store.write([{ kind: 'attachment', record: made.file.id, set: { of: newId() } }]);
    found.push(made);
  }
  return found;
}

beforeEach(() => smallPhone(ROOM));
afterEach(async () => {
  const { connection } = await openCurrent();
  vi.restoreAllMocks();
  await connection.run((database) =>
    Promise.all([database.clear('files'), database.clear('bytes'), database.clear('records')]),
  );
});

it('on a full phone only files that the server has, too, are deleted', async () => {
  const [sent, only] = await full('sent', 'here');
  const taken = await picture(9, 'here');
  await keepHere(taken.file, taken.bytes);
  const held = [sent, only, taken].map((each) => each && isHere(each));
  expect(await Promise.all(held)).toEqual([false, true, true]);
});

it('if no file may be deleted the app says that the phone is full, and loses nothing', async () => {
  const [one, other] = await full('here', 'here');
  const taken = await picture(9, 'here');
  const why = await keepHere(taken.file, taken.bytes).catch(whyOf);
  expect(why).toBe('full');
  const held = [one, other, taken].map((each) => each && isHere(each));
  expect(await Promise.all(held)).toEqual([true, true, false]);
});
