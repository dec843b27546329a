/** Uploads pictures and recordings from the worker, if no page does. */
import type { Opened } from '../data/open';
import { bringAll, bytesLock, mayBring } from '../syncing/bytes';

export interface BytesWorld {
  open(): Promise<Opened>;
  fetch: typeof globalThis.fetch;
  locks: Pick<LockManager, 'request'> | undefined;
}

/**
 * Runs after the records were sent. If a page is uploading, waits for it, because it may be closed in the
 * middle of a file. Rejects if something is left, so that Background Sync tries again.
 */
export async function drainBytes({ open, fetch, locks }: BytesWorld): Promise<void> {
  const { connection, store, announcer } = await open();
  if (store.account === null || !(await mayBring())) return;
  const work = () =>
    bringAll({
      connection,
      fetch,
      now: Date.now,
      // The records were sent before.
      turn: async () => undefined,
      changed: () => announcer.announce(['attachment']),
    });
  const left = locks ? await locks.request(bytesLock(store.account), work) : await work();
  if (left) throw new Error(`not sent: ${left.state}`);
}
