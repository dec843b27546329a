/** Brings pictures and recordings from the worker, when no page is left to do it. */
import type { Opened } from '../data/open';
import { bringAll, bytesLock, mayBring } from '../syncing/bytes';

export interface BytesWorld {
  open(): Promise<Opened>;
  fetch: typeof globalThis.fetch;
  locks: Pick<LockManager, 'request'> | undefined;
}

/**
 * After the records. A page that is at it is waited for: it may be closed in the middle of a picture. Rejects
 * when something still waits, so that Background Sync tries again.
 */
export async function drainBytes({ open, fetch, locks }: BytesWorld): Promise<void> {
  const { connection, store, announcer } = await open();
  if (store.account === null || !(await mayBring())) return;
  const work = () =>
    bringAll({
      connection,
      fetch,
      now: Date.now,
      // They have gone before.
      turn: async () => undefined,
      changed: () => announcer.announce(['attachment']),
    });
  const left = locks ? await locks.request(bytesLock(store.account), work) : await work();
  if (left) throw new Error(`not sent: ${left.state}`);
}
