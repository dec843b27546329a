/**
 * The words of the app, of which a phone keeps those it speaks: the language of whoever holds it, and
 * the phone's own, which is spoken again after signing out. All languages together would be a sixth
 * of what is kept, and grow with each that is added. Another one is fetched when it is chosen.
 */
import type { PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { getDeviceSetting } from '../data/deviceSettings';
import { matchLocale } from '../texts/matchLocale';

declare const self: ServiceWorkerGlobalScope;

/** Kept when an account is wiped (data/wipe.ts): there is nothing of it in there. */
const CACHE = 'words-precache';
const WORDS = /^assets\/words\.([a-z]{2})\./;

const urlOf = (entry: PrecacheEntry | string): string =>
  typeof entry === 'string' ? entry : entry.url;

/** Of these files of the build, the words; by language. Their names change with what is in them. */
export function wordsIn(manifest: readonly (PrecacheEntry | string)[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const url of manifest.map(urlOf)) {
    const language = WORDS.exec(url)?.[1];
    if (language) words.set(language, [...(words.get(language) ?? []), `/${url}`]);
  }
  return words;
}

/** The languages that must be there without a network. */
export async function spoken(there: readonly string[]): Promise<Set<string>> {
  const [chosen, me] = await Promise.all([
    getDeviceSetting('language'),
    getDeviceSetting('me'),
  ]).catch(() => []);
  const phones = matchLocale(navigator.languages, there);
  return new Set([matchLocale([chosen, me?.language, phones], there), phones]);
}

/** Keeps the words that are spoken, when the worker is installed; answers all other files. */
export function keepWords(
  manifest: readonly (PrecacheEntry | string)[],
): (PrecacheEntry | string)[] {
  const words = wordsIn(manifest);
  const all = new Set([...words.values()].flat());

  const keep = async () => {
    const cache = await caches.open(CACHE);
    const wanted = [...(await spoken([...words.keys()]))].flatMap((one) => words.get(one) ?? []);
    const missing: string[] = [];
    for (const url of wanted) if (!(await cache.match(url, ANY))) missing.push(url);
    await cache.addAll(missing);
  };
  const forget = async () => {
    const cache = await caches.open(CACHE);
    for (const { url } of await cache.keys())
      if (!all.has(new URL(url).pathname)) await cache.delete(url, ANY);
  };
  const answer = async (url: string): Promise<Response> => {
    const cache = await caches.open(CACHE);
    const known = await cache.match(url, ANY);
    if (known) return known;
    const fresh = await fetch(url);
    if (fresh.ok) await cache.put(url, fresh.clone());
    return fresh;
  };

  self.addEventListener('install', (event) => event.waitUntil(keep()));
  // The pages of the version before are gone by then, and with them the need for its words.
  self.addEventListener('activate', (event) => event.waitUntil(forget()));
  registerRoute(
    ({ url }) => all.has(url.pathname),
    ({ url }) => answer(url.pathname),
  );
  return manifest.filter((entry) => !all.has(`/${urlOf(entry)}`));
}

const ANY = { ignoreVary: true };
