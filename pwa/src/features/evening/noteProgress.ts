import type { Store } from '../../data/store';
import { type EveningProgress, KEY, progressOf } from './eveningProgress';

/** In a file of its own, because only the pages around an event write it, and the first screen only reads it. */
export async function noteProgress(
  store: Store,
  event: string,
  change: Partial<EveningProgress>,
): Promise<void> {
  const before = await progressOf(store, event);
  await store.saveDraft(KEY, JSON.stringify({ ...before, ...change, event }));
}
