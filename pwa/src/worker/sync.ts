/** Sends the outbox from the worker: on Background Sync, on a push, on a tap on a notification. */
import * as engines from '../syncing/engineOf';
import { syncWith } from '../syncing/run';
import { phone } from '../syncing/wiping';

// A service worker cannot load modules later.
const runSync = syncWith(async () => engines);

/** Rejects if something still waits, so that Background Sync tries again. */
export async function drainOutbox(): Promise<void> {
  const { state } = await runSync();
  // The worker may be ended as soon as its event is handled.
  await phone.wiping;
  if (state !== 'idle') throw new Error(`not sent: ${state}`);
}
