/**
 * The idle parts of the app (files of the build named `idle.*`, and their texts). They are not fetched when
 * the worker is installed, but after the app has started and the phone is idle. Opening one before that needs
 * a network.
 */
import type { PrecacheEntry } from 'workbox-precaching';
import { keptFiles, urlOf } from './keptFiles';
import { spoken } from './languagePacks';

declare const self: ServiceWorkerGlobalScope;

/** The reader of codes for browsers without one: 250 KB, fetched when a card is first shown. */
const ON_DEMAND = /^assets\/(?:wasm[.-]|zxing_reader-)/;
const IDLE = /^assets\/(?:idle[.-]|words\.([a-z]{2})\.idle-)/;

export interface IdleParts {
  /** The other files of the build. */
  others: (PrecacheEntry | string)[];
  /** Fetches what is missing, one file after the other, as far as the network allows. */
  keep(): Promise<void>;
}

export function idleParts(manifest: readonly (PrecacheEntry | string)[]): IdleParts {
  const onDemand = new Set(
    manifest.map(urlOf).flatMap((url) => (ON_DEMAND.test(url) ? [`/${url}`] : [])),
  );
  const languages = new Map<string, string | undefined>();
  for (const url of manifest.map(urlOf)) {
    const found = IDLE.exec(url);
    if (found) languages.set(`/${url}`, found[1]);
  }
  const all = new Set(languages.keys());
  const kept = keptFiles('idle-precache', all);
  keptFiles('on-demand-precache', onDemand);

  const keep = async () => {
    const ours = await spoken([...new Set(languages.values())].filter((one) => one !== undefined));
    const wanted = [...languages].flatMap(([url, its]) => (!its || ours.has(its) ? [url] : []));
    const cache = await kept.cache();
    try {
      for (const url of await kept.missing(wanted)) await cache.add(url);
    } catch {
      // No network, or no space: the next start continues.
    }
  };

  // A phone that has idle parts gets them for the new version at once. Others wait until the phone is idle.
  const keepAgain = async () => {
    if ((await (await kept.cache()).keys()).length > 0) await keep();
  };
  self.addEventListener('install', (event) => event.waitUntil(keepAgain()));

  const later = new Set([...all, ...onDemand]);
  return { others: manifest.filter((entry) => !later.has(`/${urlOf(entry)}`)), keep };
}
