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

test('a language chosen offline is sent once the server can be reached', async () => {
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

test('a language chosen without an account is kept for the first account', async () => {
  await chooseLanguage('de');
  expect(await getDeviceSetting('me')).toBeUndefined();
  expect(await tellLanguage(alice)).toMatchObject({ language: 'de' });
});

test('nothing is sent if the account has the same language already', async () => {
  await chooseLanguage('en');
  expect(await tellLanguage(alice)).toBe(alice);
  expect([asked, await getDeviceSetting('language')]).toEqual([[], undefined]);
});

test('a server that does not know the language is asked once, and the app uses it all the same', async () => {
  status = 422;
  await chooseLanguage('fr');
  expect(await tellLanguage(alice)).toMatchObject({ language: 'fr' });
  expect(await getDeviceSetting('language')).toBeUndefined();
});

test('without a choice, the language of the account is used', async () => {
  expect(await tellLanguage(alice)).toBe(alice);
  expect(asked).toEqual([]);
});
