import type { Named } from '../sync/engine';
import type { Writing } from './transact';

/**
 * Whoever was forgotten for good, and what a server that stands on a backup makes of it: the kinds by
 * the ids of records. Nothing of them is ever shown here again.
 */
export interface Forgotten {
  /** It has them again: they are to be forgotten again. */
  back: Map<string, string>;
  /** It has never heard of them: should another phone bring them, they are to be forgotten again. */
  unknown: Map<string, string>;
}

const KEY = 'forgotten';

export async function readForgotten(meta: {
  get(key: string): Promise<unknown>;
}): Promise<Forgotten> {
  const kept = (await meta.get(KEY)) as Forgotten | undefined;
  return kept ?? { back: new Map(), unknown: new Map() };
}

export async function keepForgotten(transaction: Writing, all: Forgotten): Promise<void> {
  const meta = transaction.objectStore('meta');
  await (all.back.size + all.unknown.size ? meta.put(all, KEY) : meta.delete(KEY));
}

/** The one to begin with: with a person most of the others go along. */
export function firstBack({ back }: Forgotten): Named | undefined {
  const all = Array.from(back, ([id, kind]) => ({ kind, id }));
  return all.find(({ kind }) => kind === 'person') ?? all[0];
}
