import { type Signal, signal } from '@preact/signals';
import type { Progress } from '../data/database';
import { openCurrent } from '../data/open';
import type { Outcome } from '../sync/engine';
import { syncWith } from './run';
import { Scheduler } from './scheduler';

export interface SyncStatus {
  state: 'idle' | 'syncing' | 'offline' | 'signed_out' | 'error';
  /** Changes that are not on the server yet. */
  waiting: number;
  /** Notes among them. */
  notes: number;
  /** Changes that the server refused: they need the user. */
  parked: number;
  /** Pictures and recordings, saved, of which the server has not all the bytes yet. */
  hereOnly: number;
  /** When everything was last pulled, in ms; null before the first time. */
  lastAt: number | null;
}

const runSync = syncWith(() => import('./engineOf'));

/** What the screens show of the sync. */
export const syncStatus: Signal<SyncStatus> = signal({
  state: 'idle',
  waiting: 0,
  notes: 0,
  parked: 0,
  hereOnly: 0,
  lastAt: null,
});

const stateAfter = (outcome: Outcome): SyncStatus['state'] =>
  // Somebody else's session is no session for this account: it is mended by signing in again.
  outcome.state === 'wrong_account' ? 'signed_out' : outcome.state;

/** Changes some of it; nobody is told when it stays the same. */
export function showStatus(change: Partial<SyncStatus>): void {
  const shown = syncStatus.peek();
  const next = { ...shown, ...change };
  const differs = (Object.keys(change) as (keyof SyncStatus)[]).some(
    (key) => next[key] !== shown[key],
  );
  if (differs) syncStatus.value = next;
}

/** A failed start, a wedged database: also that is tried again. */
const BROKEN: Outcome = { state: 'error' };

async function observed(): Promise<Outcome> {
  showStatus({ state: 'syncing' });
  const outcome = await runSync().catch(() => BROKEN);
  showStatus({ state: stateAfter(outcome) });
  await recount();
  return outcome;
}

export const scheduler = new Scheduler({
  run: observed,
  random: Math.random,
  setTimer: (work, ms) => setTimeout(work, ms),
  clearTimer: (timer) => clearTimeout(timer),
});

/** Sends what waits and pulls what is new. Never raises: `syncStatus` says how it went. */
export async function syncNow(): Promise<void> {
  await scheduler.now();
}

/** Counts again what waits. */
export async function recount(): Promise<void> {
  try {
    const { store, connection } = await openCurrent();
    const [counts, notes, progress] = await Promise.all([
      store.counts(),
      store.waitingNotes(),
      connection.run((database) => database.get('meta', 'progress')) as Promise<
        Progress | undefined
      >,
    ]);
    showStatus({ ...counts, notes, lastAt: progress?.last_at ?? null });
  } catch {
    // The database is being closed or opened anew; the next change counts again.
  }
}
