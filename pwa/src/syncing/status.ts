import { type Signal, signal } from '@preact/signals';
import type { Progress } from '../data/database';
import { openCurrent } from '../data/open';
import type { Outcome } from '../sync/engine';
import { syncWith } from './run';
import { Scheduler } from './scheduler';

export interface SyncStatus {
  state: 'idle' | 'syncing' | 'offline' | 'signed_out' | 'error';
  /** The number of changes that are not on the server yet. */
  waiting: number;
  /** How many of them are new notes. */
  notes: number;
  /** The number of changes that the server refused, and that need the user. */
  parked: number;
  /** The number of saved files that are not completely on the server yet. */
  hereOnly: number;
  /** When everything was last pulled, in ms; null before the first time. */
  lastAt: number | null;
}

const runSync = syncWith(() => import('./engineOf'));

/** The state of the sync, for screens. */
export const syncStatus: Signal<SyncStatus> = signal({
  state: 'idle',
  waiting: 0,
  notes: 0,
  parked: 0,
  hereOnly: 0,
  lastAt: null,
});

const stateAfter = (outcome: Outcome): SyncStatus['state'] =>
  // If the session belongs to another account, signing in again helps.
  outcome.state === 'wrong_account' ? 'signed_out' : outcome.state;

/** Changes parts of the state. Nobody is notified if it stays the same. */
export function showStatus(change: Partial<SyncStatus>): void {
  const shown = syncStatus.peek();
  const next = { ...shown, ...change };
  const differs = (Object.keys(change) as (keyof SyncStatus)[]).some(
    (key) => next[key] !== shown[key],
  );
  if (differs) syncStatus.value = next;
}

/** The start failed, or the database is blocked; that is tried again too. */
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

/** Sends what waits and pulls what is new. Never raises: `syncStatus` has the result. */
export async function syncNow(): Promise<void> {
  await scheduler.now();
}

/** Counts the waiting changes again. */
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
    // The database is being closed or opened; the next change counts again.
  }
}
