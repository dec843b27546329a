/** Sends the outbox from the worker: on Background Sync, on a push, on a tap on a notification. */
import * as engines from '../syncing/engineOf';
import { syncWith } from '../syncing/run';
import { phone } from '../syncing/wiping';

// A worker can load nothing later on.
const runSync = syncWith(async () => engines);

/** Rejects when something still waits, so that Background Sync tries again. */
export async function drainOutbox(): Promise<void> {
  const { state } = await runSync();
  // A worker is ended as soon as it seems to have done.
  await phone.wiping;
  if (state !== 'idle') throw new Error(`not sent: ${state}`);
}
