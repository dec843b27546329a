import { AccountStore } from './accountStore';
import { Announcer } from './announcer';
import { Connection } from './connection';
import { databaseName, openDatabase, type Schema } from './database';
import { getDeviceSetting } from './deviceSettings';
import type { Store } from './store';

/** An account's database, ready for use: the store for the screens, the connection for the sync. */
export interface Opened {
  store: Store;
  connection: Connection<Schema>;
  announcer: Announcer;
}

let current: Promise<Opened> | undefined;
const writeListeners = new Set<(kinds: Set<string>) => void>();
const switchListeners = new Set<() => void>();
const lostListeners = new Set<() => void>();
const clearedListeners = new Set<() => void>();

const SWITCH = 'karmadex-account';
const switches = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(SWITCH);
if (switches) switches.onmessage = () => void drop();

const tell = (listeners: Set<() => void>): void => {
  for (const listener of [...listeners]) listener();
};

async function drop(): Promise<void> {
  const opened = current;
  current = undefined;
  tell(switchListeners);
  await opened
    ?.then(({ connection, announcer }) => {
      announcer.close();
      return connection.end();
    })
    .catch(() => undefined);
}

/** The database of an account, or the local one. Nothing is opened before it is first used. */
export function openAccount(account: string | null): Opened {
  const name = databaseName(account);
  const connection = new Connection<Schema>((openings) => openDatabase(name, openings), {
    lost: () => tell(lostListeners),
    cleared: () => tell(clearedListeners),
  });
  const announcer = new Announcer(name);
  const wrote = (kinds: Set<string>): void => {
    for (const listener of [...writeListeners]) listener(kinds);
  };
  return {
    store: new AccountStore({ account, connection, announcer, wrote }),
    connection,
    announcer,
  };
}

/** The database in use: that of who is signed in, else the local one. */
export function openCurrent(): Promise<Opened> {
  if (!current) {
    const opening = getDeviceSetting('account').then((account) => openAccount(account ?? null));
    opening.catch(() => {
      if (current === opening) current = undefined;
    });
    current = opening;
  }
  return current;
}

export const openStore = async (): Promise<Store> => (await openCurrent()).store;

/** Another account (or none) is in use from here on: in this page, in the other tabs, in the worker. */
export async function accountSwitched(): Promise<void> {
  await drop();
  switches?.postMessage(null);
}

const listening =
  <L>(listeners: Set<L>) =>
  (listener: L): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

/** After each write of this context: to wake the sender. */
export const onWrite = listening(writeListeners);
/** When another account's database came into use. */
export const onSwitch = listening(switchListeners);
/** When the database turned out to be empty that was not: its storage was cleared under the open app. */
export const onCleared = listening(clearedListeners);
/** When the database could not be reached, twice in a row. */
export const onLost = listening(lostListeners);
