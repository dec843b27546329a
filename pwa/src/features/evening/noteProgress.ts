import type { Store } from '../../data/store';
import { type EveningProgress, KEY, progressOf } from './eveningProgress';

/** Apart from what the first screen reads: it is written by the pages around the evening. */
export async function noteProgress(
  store: Store,
  event: string,
  change: Partial<EveningProgress>,
): Promise<void> {
  const before = await progressOf(store, event);
  await store.saveDraft(KEY, JSON.stringify({ ...before, ...change, event }));
}
