import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getDeviceSetting, setDeviceSettings } from './deviceSettings';
import { chooseLanguage, tellLanguage } from './language';
import { account } from './sessionRig';

const alice = account();

/** The server answers with this status, and an account with German; null is no network. */
let status: number | null;
let asked: string[];

beforeEach(() => {
  status = 200;
  asked = [];
  vi.stubGlobal('fetch', async (_path: string, { method, body }: RequestInit) => {
    asked.push(`${method} ${body}`);
    if (status === null) throw new TypeError('Load failed');
    const answer = status === 200 ? { ...alice, language: 'de' } : { title: 'No' };
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(async () => {
  await setDeviceSettings({ me: undefined, language: undefined });
  vi.unstubAllGlobals();
});

test('what was chosen offline is told once the server can be reached', async () => {
  await setDeviceSettings({ me: alice });
  status = null;
  await chooseLanguage('de');
  expect(await tellLanguage(alice)).toMatchObject({ name: 'Alice', language: 'de' });
  expect((await getDeviceSetting('me'))?.language).toBe('de');

  status = 200;
  expect(await tellLanguage(alice)).toMatchObject({ language: 'de' });
  expect(asked.at(-1)).toBe('PATCH {"language":"de"}');
  asked = [];
  await tellLanguage(alice);
  expect(asked).toEqual([]);
});

test('without an account it is kept for the one that will come', async () => {
  await chooseLanguage('de');
  expect(await getDeviceSetting('me')).toBeUndefined();
  expect(await tellLanguage(alice)).toMatchObject({ language: 'de' });
});

test('an account that speaks it already need not be told', async () => {
  await chooseLanguage('en');
  expect(await tellLanguage(alice)).toBe(alice);
  expect([asked, await getDeviceSetting('language')]).toEqual([[], undefined]);
});

test('a server that does not know the language is asked once; the phone speaks it all the same', async () => {
  status = 422;
  await chooseLanguage('fr');
  expect(await tellLanguage(alice)).toMatchObject({ language: 'fr' });
  expect(await getDeviceSetting('language')).toBeUndefined();
});

test('where nothing was chosen, the account has its own', async () => {
  expect(await tellLanguage(alice)).toBe(alice);
  expect(asked).toEqual([]);
});
