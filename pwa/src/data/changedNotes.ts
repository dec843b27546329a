import { newId } from '../records/uuid';
import type { Writing } from './transact';

/** The notes that have changed since `firstNoted.ts` was last worked out. */
export interface Since {
  /** The id of that result; a new one if too many notes have changed. */
  of: string;
  notes: string[];
}

export const NOTED = 'noted';
export const SINCE = 'noted_since';
/** With more changed notes than this, everything is worked out again. */
const MOST = 500;

/** Called when notes change outside of the outbox. Without `notes`, any may have changed. */
export async function notesChanged(transaction: Writing, notes?: readonly string[]): Promise<void> {
  const meta = transaction.objectStore('meta');
  const since = (await meta.get(SINCE)) as Since | undefined;
  const all = [...(since?.notes ?? []), ...(notes ?? [])];
  const isMore = !since || !notes || all.length > MOST;
  await meta.put(isMore ? { of: newId(), notes: [] } : { ...since, notes: all }, SINCE);
}

/** Deletes the stored result: of a person forgotten for good, not even the id may stay. */
export async function forgetNoted(transaction: Writing): Promise<void> {
  await notesChanged(transaction);
  await transaction.objectStore('meta').delete(NOTED);
}
