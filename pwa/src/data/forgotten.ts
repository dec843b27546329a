import type { Named } from '../sync/engine';
import type { Writing } from './transact';

/**
 * Records that were forgotten for good, and how they stand on a server that was restored from a backup: kinds
 * by id. They are never shown here again.
 */
export interface Forgotten {
  /** The server has them again, so they have to be forgotten there again. */
  back: Map<string, string>;
  /** The server does not know them. If another phone sends them, they have to be forgotten there again. */
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

/** Returns the record to forget first: with a person, most of the others are forgotten too. */
export function firstBack({ back }: Forgotten): Named | undefined {
  const all = Array.from(back, ([id, kind]) => ({ kind, id }));
  return all.find(({ kind }) => kind === 'person') ?? all[0];
}
