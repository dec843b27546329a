/** Sends the outbox from the worker: on Background Sync, on a push, on a tap on a notification. */
import * as engines from '../syncing/engineOf';
import { syncWith } from '../syncing/run';

// A worker can load nothing later on.
const runSync = syncWith(async () => engines);

/** Rejects when something still waits, so that Background Sync tries again. */
export async function drainOutbox(): Promise<void> {
  const { state } = await runSync();
  if (state !== 'idle') throw new Error(`not sent: ${state}`);
}
