/** Starts the queue of bytes in a page: after each sync, and again by itself while something is left. */
import { effect } from '@preact/signals';
import { getDeviceSetting } from '../data/deviceSettings';
import { countHereOnly } from '../data/files';
import { onSwitch, openCurrent } from '../data/open';
import { backoff } from '../sync/backoff';
import { bringAll, tidyUp } from './bytes';
import { showStatus, syncStatus } from './status';

let running: Promise<void> | undefined;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Resolves once no records are on their way. */
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

/** The kind of network, where the system says it. */
export const connectionType = (): string | undefined =>
  (navigator as { connection?: { type?: string } }).connection?.type;

async function mayNow(): Promise<boolean> {
  return connectionType() !== 'cellular' || !(await getDeviceSetting('wifi_only'));
}

/** Tells the screens how much is on this phone only. */
async function count(): Promise<void> {
  const { connection } = await openCurrent();
  showStatus({ hereOnly: await connection.run(countHereOnly) });
}

async function once(): Promise<void> {
  const { connection, store, announcer } = await openCurrent();
  await tidyUp({ connection, now: Date.now });
  await count();
  if (store.account === null || !(await mayNow())) return;
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

/** Where another tab is at it, that is enough: it begins anew when this one has nothing left to say. */
async function alone(): Promise<void> {
  const { account } = (await openCurrent()).store;
  const name = `karmadex-bytes-${account}`;
  const { locks } = navigator;
  if (!locks) return once();
  await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await once();
  });
}

/** Brings what is on this phone only; who asks meanwhile has it look once more. Never rejects. */
export function sendBytes(): Promise<void> {
  clearTimeout(timer);
  again = running !== undefined;
  running ??= alone()
    // The database is being closed, or was cleared: the next sync begins anew.
    .catch(() => undefined)
    .then(() => {
      running = undefined;
      return again ? sendBytes() : undefined;
    });
  return running;
}

onSwitch(() => clearTimeout(timer));
