/** Files of the build that lie in a cache beside the precache, because not all of them are kept at install. */
import type { PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const ANY = { ignoreVary: true };

export const urlOf = (entry: PrecacheEntry | string): string =>
  typeof entry === 'string' ? entry : entry.url;

export interface KeptFiles {
  cache(): Promise<Cache>;
  /** Those of `wanted` that are not in the cache. */
  missing(wanted: Iterable<string>): Promise<string[]>;
}

/**
 * Answers the files `all`, which are named by what is in them, from the cache `name`, and keeps what has
 * to come over the network. An account that is wiped leaves a cache alone whose name has "precache" in
 * it (data/wipe.ts): there is nothing of it in there.
 */
export function keptFiles(name: string, all: ReadonlySet<string>): KeptFiles {
  const cache = () => caches.open(name);

  const forget = async () => {
    const held = await cache();
    for (const { url } of await held.keys())
      if (!all.has(new URL(url).pathname)) await held.delete(url, ANY);
  };
  const answer = async (url: string): Promise<Response> => {
    const held = await cache();
    const known = await held.match(url, ANY);
    if (known) return known;
    const fresh = await fetch(url);
    if (fresh.ok) await held.put(url, fresh.clone());
    return fresh;
  };

  // The pages of the version before are gone by then, and with them the need for its files.
  self.addEventListener('activate', (event) => event.waitUntil(forget()));
  registerRoute(
    ({ url }) => all.has(url.pathname),
    ({ url }) => answer(url.pathname),
  );
  return {
    cache,
    async missing(wanted) {
      const held = await cache();
      const found: string[] = [];
      for (const url of wanted) if (!(await held.match(url, ANY))) found.push(url);
      return found;
    },
  };
}
