import { expect, it, vi } from 'vitest';
import { newId } from '../records/uuid';
import { bytesOf, hashOf, keepFile } from './files';
import { openCurrent } from './open';
import { person } from './rig';
import { copiedInto, freshPhone, signedIn, waiting } from './sessionRig';
import { smallPhone } from './smallPhoneRig';

freshPhone();

async function takePicture(seed: number): Promise<string> {
  const { connection } = await openCurrent();
  const bytes = new Uint8Array(1_000).fill(seed).buffer;
  const sha256 = await hashOf(bytes);
  const said = { media_type: 'image/jpeg', bytes: 1_000, width: 40, height: 30, seconds: null };
  const when = { captured_at: 0, used_at: 0, called: 'A picture', thumbnail: null };
  await keepFile(connection, { ...said, ...when, id: newId(), state: 'here', sha256 }, bytes);
  return sha256;
}

it('without room for the move the app says so, and moves everything once there is room', async () => {
  const { store } = await openCurrent();
  await store.write([person('Maya')]);
  await store.saveDraft('capture', 'Tom —');
  const pictures = [await takePicture(1), await takePicture(2)];
  await smallPhone(1_500);
  await expect(copiedInto(newId())).rejects.toMatchObject({ name: 'QuotaExceededError' });
  vi.restoreAllMocks();

  await signedIn();
  const { connection, store: account } = await openCurrent();
  expect(await waiting()).toEqual([['person', 'Maya']]);
  expect(await account.draft('capture')).toBe('Tom —');
  for (const sha256 of pictures) expect(await bytesOf(connection, sha256)).toBeDefined();
});
