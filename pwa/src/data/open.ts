import { KINDS } from '../records/kinds';
import { AccountStore } from './accountStore';
import { Announcer } from './announcer';
import { Connection } from './connection';
import { databaseName, openDatabase, type Schema } from './database';
import { getDeviceSetting } from './deviceSettings';
import type { Store } from './store';

/** The database of an account: the store for the screens, and the connection for the sync. */
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

/** Returns the database of an account, or the local one. It is opened when it is first used. */
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

/** Returns the database in use: of the signed-in account, else the local one. */
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

/** Tells this page, the other tabs and the worker that another account (or none) is in use now. */
export async function accountSwitched(): Promise<void> {
  await drop();
  switches?.postMessage(null);
}

/**
 * Runs each query again after the browser had put the page aside: it was not told what other tabs wrote
 * meanwhile, nor who signed in there.
 */
export async function catchUp(): Promise<void> {
  const [account, { store, announcer }] = await Promise.all([
    getDeviceSetting('account'),
    openCurrent(),
  ]);
  if ((account ?? null) === store.account) announcer.announce(KINDS);
  else await drop();
}

const listening =
  <L>(listeners: Set<L>) =>
  (listener: L): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

/** Called after each write of this context, to start the sender. */
export const onWrite = listening(writeListeners);
/** Called when another account's database came into use. */
export const onSwitch = listening(switchListeners);
/** Called when the database turned out to be empty: its storage was cleared while the app was open. */
export const onCleared = listening(clearedListeners);
/** Called when the database could not be opened twice. */
export const onLost = listening(lostListeners);
