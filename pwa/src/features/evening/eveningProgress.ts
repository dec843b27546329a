/** The steps that the user has done at the current event. Stored on this phone only, for the last event only. */
import type { Store } from '../../data/store';

export interface EveningProgress {
  event: string;
  /** The id of the opener to remember. */
  carried?: string;
  /** The breaths and the promise were done before going in. */
  began?: true;
  /** The event was wrapped up. */
  wrapped?: true;
}

export const KEY = 'evening';

export async function progressOf(store: Store, event: string): Promise<EveningProgress> {
  try {
    const kept = JSON.parse((await store.draft(KEY)) ?? '{}') as Partial<EveningProgress>;
    if (kept.event === event) return { ...kept, event };
  } catch {
    // Unreadable progress counts as none, so everything is offered again.
  }
  return { event };
}
