/** Runs the upload queue in a page: after each sync, and again while something is left. */
import { effect } from '@preact/signals';
import { countHereOnly } from '../data/files';
import { onSwitch, openCurrent } from '../data/open';
import { backoff } from '../sync/backoff';
import { bringAll, bytesLock, mayBring, tidyUp } from './bytes';
import { showStatus, syncStatus } from './status';
import { askForBackgroundSync } from './triggers';

let running: Promise<void> | undefined;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Resolves once no records are being sent. */
const turn = (): Promise<void> =>
  new Promise((go) => {
    let stop: (() => void) | undefined;
    let isOver = false;
    stop = effect(() => {
      if (syncStatus.value.state === 'syncing') return;
      isOver = true;
      go();
      stop?.();
    });
    if (isOver) stop();
  });

/** Updates how much is on this phone only. */
async function count(): Promise<void> {
  const { connection } = await openCurrent();
  showStatus({ hereOnly: await connection.run(countHereOnly) });
}

async function once(): Promise<void> {
  const { connection, store, announcer } = await openCurrent();
  await tidyUp({ connection, now: Date.now });
  await count();
  if (store.account === null || !(await mayBring())) return;
  // If this page is closed before everything is uploaded, the worker continues.
  if (syncStatus.peek().hereOnly > 0) void askForBackgroundSync();
  const left = await bringAll({
    connection,
    fetch: (path, init) => fetch(path, init),
    now: Date.now,
    turn,
    changed: () => {
      announcer.announce(['attachment']);
      void count();
    },
  });
  if (left?.state !== 'later') failures = 0;
  else timer = setTimeout(sendBytes, backoff(failures++, Math.random()));
}

/** Runs only if no other tab does: the other tab starts again if anything is left. */
async function alone(): Promise<void> {
  const { account } = (await openCurrent()).store;
  const { locks } = navigator;
  if (!locks) return once();
  await locks.request(bytesLock(account), { ifAvailable: true }, async (lock) => {
    if (lock) await once();
  });
}

/** Uploads what is on this phone only. Calls during a run cause one more run. Never rejects. */
export function sendBytes(): Promise<void> {
  clearTimeout(timer);
  again = running !== undefined;
  running ??= alone()
    // The database is being closed, or was cleared; the next sync starts again.
    .catch(() => undefined)
    .then(() => {
      running = undefined;
      return again ? sendBytes() : undefined;
    });
  return running;
}

onSwitch(() => clearTimeout(timer));
