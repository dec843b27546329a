/**
 * The texts of the app. A phone stores the languages it uses: the account's, and the phone's own, which is
 * used after signing out. All languages together would be a sixth of what is stored, and grow with each
 * language. Another one is fetched when it is chosen.
 */
import type { PrecacheEntry } from 'workbox-precaching';
import { getDeviceSetting } from '../data/deviceSettings';
import { matchLocale } from '../texts/matchLocale';
import { keptFiles, urlOf } from './keptFiles';

declare const self: ServiceWorkerGlobalScope;

const WORDS = /^assets\/words\.([a-z]{2})\./;

/** Returns the files with texts by language. Their names contain a hash. */
export function wordsIn(manifest: readonly (PrecacheEntry | string)[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const url of manifest.map(urlOf)) {
    const language = WORDS.exec(url)?.[1];
    if (language) words.set(language, [...(words.get(language) ?? []), `/${url}`]);
  }
  return words;
}

/** Returns the languages that must be available without a network. */
export async function spoken(there: readonly string[]): Promise<Set<string>> {
  const [chosen, me] = await Promise.all([
    getDeviceSetting('language'),
    getDeviceSetting('me'),
  ]).catch(() => []);
  const phones = matchLocale(navigator.languages, there);
  return new Set([matchLocale([chosen, me?.language, phones], there), phones]);
}

/** Stores the languages in use when the worker is installed. Returns all other files. */
export function keepWords(
  manifest: readonly (PrecacheEntry | string)[],
): (PrecacheEntry | string)[] {
  const words = wordsIn(manifest);
  const all = new Set([...words.values()].flat());
  const kept = keptFiles('words-precache', all);

  const keep = async () => {
    const wanted = [...(await spoken([...words.keys()]))].flatMap((one) => words.get(one) ?? []);
    await (await kept.cache()).addAll(await kept.missing(wanted));
  };

  self.addEventListener('install', (event) => event.waitUntil(keep()));
  return manifest.filter((entry) => !all.has(`/${urlOf(entry)}`));
}
