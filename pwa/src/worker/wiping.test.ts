import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { databaseName } from '../data/database';
import { getDeviceSetting, setDeviceSettings } from '../data/deviceSettings';
import { accountSwitched, openStore } from '../data/open';
import { person } from '../data/rig';
import { newId } from '../records/uuid';
import { wipeWithoutPage } from './wiping';

let account: string;
let asked: string[];

beforeEach(async () => {
  [account, asked] = [newId(), []];
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push(`${init.method} ${url}`);
    return new Response(null, { status: 204 });
  });
  await setDeviceSettings({ account });
  await accountSwitched();
  await (await openStore()).write([person('Maya')]);
});

afterEach(async () => {
  await setDeviceSettings({ account: undefined, wiped_for_owner: undefined });
  await accountSwitched();
  vi.unstubAllGlobals();
});

const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

it('without an open page the worker wipes the data, and reports it', async () => {
  await wipeWithoutPage({ pages: async () => [] });
  expect(await databases()).not.toContain(databaseName(account));
  expect(await getDeviceSetting('account')).toBeUndefined();
  expect(await getDeviceSetting('wiping')).toBeUndefined();
  expect(await getDeviceSetting('signing_out')).toBeUndefined();
  expect(await getDeviceSetting('wiped_for_owner')).toBe(true);
  expect(asked).toEqual(['DELETE /api/v1/session']);
});

it('offline the data is wiped, too, and the server is told at a later start', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Load failed');
  });
  await wipeWithoutPage({ pages: async () => [] });
  expect(await databases()).not.toContain(databaseName(account));
  expect(await getDeviceSetting('signing_out')).toBe(true);
});

it('an open page is asked to wipe the data, because it still shows it', async () => {
  const told: unknown[] = [];
  await wipeWithoutPage({ pages: async () => [{ postMessage: (what) => told.push(what) }] });
  expect(told).toEqual([{ type: 'sync' }]);
  expect(await databases()).toContain(databaseName(account));
  expect(asked).toEqual([]);
});
