import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setDeviceSettings } from '../data/deviceSettings';
import { keepWords, spoken } from './languagePacks';

const routes: { match: (of: { url: URL }) => boolean; answer: (of: { url: URL }) => unknown }[] =
  [];
vi.mock('workbox-routing', () => ({
  registerRoute: (match: never, answer: never) => routes.push({ match, answer }),
}));

const at = (path: string) => new URL(path, 'https://k.example');
const MANIFEST = ['en', 'de', 'es'].flatMap((language) => [
  { url: `assets/words.${language}.first-11111111.js`, revision: null },
  { url: `assets/words.${language}.deferred-11111111.js`, revision: null },
]);
const OTHERS = [{ url: 'index.html', revision: '1' }, 'assets/words-ab-11111.js'];
const ALICE = {
  id: '1',
  email: 'a@b',
  name: 'Alice',
  timezone: 'UTC',
  prompt_at: '08:30',
  past_faces: true,
  prompt_by_mail: 'never' as const,
  totp: false,
  card: null,
};

/** One cache, and a network that can be cut. */
let kept: Map<string, Response>;
let online: boolean;
const listeners = new Map<string, (event: { waitUntil(done: Promise<void>): void }) => void>();

async function fire(name: string): Promise<void> {
  let done: Promise<void> | undefined;
  listeners.get(name)?.({
    waitUntil: (given) => {
      done = given;
    },
  });
  await done;
}

beforeEach(() => {
  kept = new Map();
  online = true;
  const get = async (url: string) => {
    if (!online) throw new TypeError('offline');
    return new Response(url);
  };
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, response: Response) => void kept.set(url, response),
    addAll: async (urls: string[]) => {
      for (const url of urls) kept.set(url, await get(url));
    },
    keys: async () => [...kept.keys()].map((url) => ({ url: at(url).href })),
    delete: async (url: string) => kept.delete(new URL(url).pathname),
  };
  vi.stubGlobal('caches', { open: async () => cache });
  vi.stubGlobal('fetch', get);
  vi.stubGlobal('self', {
    addEventListener: (name: string, listener: never) => listeners.set(name, listener),
  });
  vi.stubGlobal('navigator', { languages: ['de-AT', 'en'] });
  routes.length = 0;
});

afterEach(async () => {
  await setDeviceSettings({ me: undefined, language: undefined });
  vi.unstubAllGlobals();
});

describe('at install', () => {
  test('the texts in the language of the phone are stored, and other files are left to the precache', async () => {
    expect(keepWords([...MANIFEST, ...OTHERS])).toEqual(OTHERS);
    await fire('install');
    expect([...kept.keys()]).toEqual([
      '/assets/words.de.first-11111111.js',
      '/assets/words.de.deferred-11111111.js',
    ]);
  });

  test('the texts of the account, of the chosen language and of the phone are stored', async () => {
    const there = ['de', 'en', 'es'];
    expect(await spoken(there)).toEqual(new Set(['de']));
    await setDeviceSettings({ me: { ...ALICE, language: 'en' } });
    expect(await spoken(there)).toEqual(new Set(['en', 'de']));
    await setDeviceSettings({ language: 'es' });
    expect(await spoken(there)).toEqual(new Set(['es', 'de']));
  });

  test('a failure to fetch texts keeps the previous version running', async () => {
    keepWords(MANIFEST);
    online = false;
    await expect(fire('install')).rejects.toThrow();
  });

  test('the texts of the previous version are deleted when the new one is active', async () => {
    kept.set('/assets/words.de.first-00000000.js', new Response());
    keepWords(MANIFEST);
    await fire('install');
    expect(kept.size).toBe(3);
    await fire('activate');
    expect(kept.has('/assets/words.de.first-00000000.js')).toBe(false);
    expect(kept.size).toBe(2);
  });
});

test('texts of another language are stored when they are used', async () => {
  keepWords(MANIFEST);
  const [route] = routes;
  if (!route) throw new Error('no route');
  const url = at('/assets/words.es.first-11111111.js');
  expect(route.match({ url })).toBe(true);
  expect(route.match({ url: at('/index.html') })).toBe(false);
  await route.answer({ url });
  online = false;
  expect(await ((await route.answer({ url })) as Response).text()).toBe(url.pathname);
});
