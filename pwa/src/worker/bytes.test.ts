import { describe, expect, it, vi } from 'vitest';
import { setDeviceSettings } from '../data/deviceSettings';
import type { Opened } from '../data/open';
import { bytesLock } from '../syncing/bytes';
import { freshRig, isBrought, KNOWS, rig, saved, sync, taken } from '../syncing/bytesRig';
import { type BytesWorld, drainBytes } from './bytes';

freshRig();

describe('the worker, without an open page', () => {
  const opened = (): Promise<Opened> =>
    Promise.resolve({
      store: rig.held.store,
      connection: rig.held.connection,
      announcer: { announce: () => undefined },
    } as unknown as Opened);
  const worker = (locks?: BytesWorld['locks']): Promise<void> =>
    drainBytes({ open: opened, fetch: rig.room.fetch, locks });

  it('uploads pictures, and is called again while some are left', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    rig.room.fate = () => 'lost';
    await expect(worker()).rejects.toThrow('later');
    rig.room.fate = () => 'through';
    await worker();
    expect([await isBrought(file), rig.room.blobs.size]).toEqual([true, 1]);
  });

  it('waits for the tab that uploads: two of them upload a picture once', async () => {
    await sync(KNOWS);
    await saved(await taken(600_000));
    await sync(KNOWS);
    let last: Promise<unknown> = Promise.resolve();
    const names: string[] = [];
    const locks = {
      request: (name: string, work: () => Promise<unknown>) => {
        names.push(name);
        last = last.then(work);
        return last;
      },
    } as unknown as BytesWorld['locks'];
    await Promise.all([worker(locks), worker(locks)]);
    expect([names, rig.room.begun, rig.room.blobs.size]).toEqual([
      Array(2).fill(bytesLock(rig.held.store.account)),
      1,
      1,
    ]);
  });

  it('uploads nothing on a metered connection if the user said so', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    await setDeviceSettings({ wifi_only: true });
    vi.stubGlobal('navigator', { connection: { type: 'cellular' } });
    await worker();
    expect(rig.room.log).toEqual([]);
    vi.stubGlobal('navigator', { connection: { type: 'wifi' } });
    await worker();
    expect(await isBrought(file)).toBe(true);
    vi.unstubAllGlobals();
    await setDeviceSettings({ wifi_only: false });
  });
});
