import { newId } from '../records/uuid';
import type { Writing } from './transact';

/** The notes that changed since it was last worked out who was first noted when; see `firstNoted.ts`. */
export interface Since {
  /** Of which answer; another where too much has changed. */
  of: string;
  notes: string[];
}

export const NOTED = 'noted';
export const SINCE = 'noted_since';
/** Of more it is worked out anew. */
const MOST = 500;

/** Called where notes change that do not wait in the outbox; without any: whatever may have changed. */
export async function notesChanged(transaction: Writing, notes?: readonly string[]): Promise<void> {
  const meta = transaction.objectStore('meta');
  const since = (await meta.get(SINCE)) as Since | undefined;
  const all = [...(since?.notes ?? []), ...(notes ?? [])];
  const isMore = !since || !notes || all.length > MOST;
  await meta.put(isMore ? { of: newId(), notes: [] } : { ...since, notes: all }, SINCE);
}

/** Of whom is forgotten for good not even the id stays. */
export async function forgetNoted(transaction: Writing): Promise<void> {
  await notesChanged(transaction);
  await transaction.objectStore('meta').delete(NOTED);
}
