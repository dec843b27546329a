/** How far one has come with the evening one is at: kept on this phone, of the last evening only. */
import type { Store } from '../../data/store';

export interface EveningProgress {
  event: string;
  /** The opener one carries in. */
  carried?: string;
  /** One has gone in by way of the breaths and the promise. */
  began?: true;
  /** One has wrapped it up. */
  wrapped?: true;
}

export const KEY = 'evening';

export async function progressOf(store: Store, event: string): Promise<EveningProgress> {
  try {
    const kept = JSON.parse((await store.draft(KEY)) ?? '{}') as Partial<EveningProgress>;
    if (kept.event === event) return { ...kept, event };
  } catch {
    // What cannot be read is offered again.
  }
  return { event };
}
