/** Files of the build in a cache beside the precache, because not all of them are stored at install. */
import type { PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const ANY = { ignoreVary: true };

export const urlOf = (entry: PrecacheEntry | string): string =>
  typeof entry === 'string' ? entry : entry.url;

export interface KeptFiles {
  cache(): Promise<Cache>;
  /** Returns those of `wanted` that are not in the cache. */
  missing(wanted: Iterable<string>): Promise<string[]>;
}

/**
 * Answers requests for the files `all`, whose names contain a hash, from the cache `name`, and stores what
 * comes over the network. Wiping an account keeps caches with "precache" in their name (data/wipe.ts), as
 * they contain nothing of it.
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

  // Pages of the previous version are closed by then, so its files are not needed.
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
