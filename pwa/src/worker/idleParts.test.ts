import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idleParts } from './idleParts';
import { keepWords } from './languagePacks';

const routes: { match: (of: { url: URL }) => boolean; answer: (of: { url: URL }) => unknown }[] =
  [];
vi.mock('workbox-routing', () => ({
  registerRoute: (match: never, answer: never) => routes.push({ match, answer }),
}));

const OTHERS = [
  { url: 'index.html', revision: '1' },
  'assets/met-11111111.js',
  'assets/words.de.later-11111111.js',
];
const IDLE = [
  { url: 'assets/idle.account-11111111.js', revision: null },
  { url: 'assets/idle.account-11111111.css', revision: null },
  'assets/idle-11111111.js',
  'assets/words.de.idle-11111111.js',
];
const FOREIGN = 'assets/words.es.idle-11111111.js';
const MANIFEST = [...OTHERS, ...IDLE, FOREIGN];
const paths = IDLE.map((one) => `/${typeof one === 'string' ? one : one.url}`).sort();

let caches_: Map<string, Map<string, string>>;
/** The network fails after this many files. */
let reach: number;
const listeners = new Map<string, ((event: { waitUntil(done: unknown): void }) => void)[]>();

async function fire(name: string): Promise<void> {
  const done: unknown[] = [];
  for (const listener of listeners.get(name) ?? [])
    listener({ waitUntil: (given) => done.push(given) });
  await Promise.all(done);
}

const held = (): string[] => [...(caches_.get('idle-precache')?.keys() ?? [])].sort();

beforeEach(() => {
  caches_ = new Map();
  reach = Number.POSITIVE_INFINITY;
  routes.length = 0;
  listeners.clear();
  const get = async (url: string) => {
    if (reach-- <= 0) throw new TypeError('offline');
    return new Response(url);
  };
  const open = async (name: string) => {
    const kept = caches_.get(name) ?? new Map<string, string>();
    caches_.set(name, kept);
    const add = async (url: string) => kept.set(url, await (await get(url)).text());
    return {
      match: async (url: string) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
      put: async (url: string, response: Response) => kept.set(url, await response.text()),
      add,
      addAll: async (urls: string[]) => {
        for (const url of urls) await add(url);
      },
      keys: async () => [...kept.keys()].map((url) => ({ url: `https://k.example${url}` })),
      delete: async (url: string) => kept.delete(new URL(url).pathname),
    };
  };
  vi.stubGlobal('caches', { open });
  vi.stubGlobal('fetch', get);
  vi.stubGlobal('self', {
    addEventListener: (name: string, listener: never) =>
      listeners.set(name, [...(listeners.get(name) ?? []), listener]),
  });
  vi.stubGlobal('navigator', { languages: ['de-AT'] });
});

afterEach(() => vi.unstubAllGlobals());

test('idle parts are not fetched at install, but once the phone is idle, in its language', async () => {
  const idle = idleParts(MANIFEST);
  expect(idle.others).toEqual(OTHERS);
  expect(keepWords(idle.others)).toEqual(OTHERS.slice(0, 2));
  await fire('install');
  await fire('activate');
  expect(held()).toEqual([]);
  await idle.keep();
  expect(held()).toEqual(paths);
});

test('fetching idle parts continues at the next start after the network was lost', async () => {
  const idle = idleParts(MANIFEST);
  reach = 2;
  await idle.keep();
  expect(held()).toHaveLength(2);
  reach = 2;
  await idle.keep();
  expect(held()).toEqual(paths);
});

test('an idle part that is needed earlier is fetched and stored', async () => {
  idleParts(MANIFEST);
  const [route] = routes;
  const url = new URL('https://k.example/assets/idle.account-11111111.js');
  expect(route?.match({ url })).toBe(true);
  expect(route?.match({ url: new URL('https://k.example/index.html') })).toBe(false);
  await route?.answer({ url });
  reach = 0;
  const answer = (await route?.answer({ url })) as Response;
  expect(await answer.text()).toBe(url.pathname);
});

test('a new version fetches its parts while the old one runs, and then deletes the old ones', async () => {
  await idleParts(MANIFEST).keep();
  listeners.clear();
  idleParts(['assets/idle.account-22222222.js', 'assets/idle-11111111.js', ...OTHERS]);
  await fire('install');
  expect(held()).toEqual([...paths, '/assets/idle.account-22222222.js'].sort());
  await fire('activate');
  expect(held()).toEqual(['/assets/idle-11111111.js', '/assets/idle.account-22222222.js']);
});

test('a new version is installed even if idle parts cannot be fetched', async () => {
  await idleParts(MANIFEST).keep();
  listeners.clear();
  idleParts(['assets/idle.account-22222222.js', ...OTHERS]);
  reach = 0;
  await fire('install');
  expect(held()).toEqual(paths);
});
