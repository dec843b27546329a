/** What the service worker says. It is one file, so it has these few words in all languages. */

import type * as en from './en/worker';
import { matchLocale } from './matchLocale';

const packs = import.meta.glob<typeof en>('./*/worker.ts', { eager: true });

/** In the first of these languages that there is. */
export function workerWords(wanted: readonly (string | undefined)[]): typeof en.worker {
  const there = Object.keys(packs).map((path) => path.split('/')[1] as string);
  const found = packs[`./${matchLocale(wanted, there)}/worker.ts`] as typeof en;
  return found.worker;
}
