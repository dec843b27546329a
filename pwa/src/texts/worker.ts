/** The texts of the service worker. As it is a single file, it contains them in all languages. */

import type * as en from './en/worker';
import { matchLocale } from './matchLocale';

const packs = import.meta.glob<typeof en>('./*/worker.ts', { eager: true });

/** Returns them in the first of these languages that exists. */
export function workerWords(wanted: readonly (string | undefined)[]): typeof en.worker {
  const there = Object.keys(packs).map((path) => path.split('/')[1] as string);
  const found = packs[`./${matchLocale(wanted, there)}/worker.ts`] as typeof en;
  return found.worker;
}
