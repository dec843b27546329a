import { type Opened, openCurrent } from '../data/open';
import { syncStore } from '../data/syncStore';
import { Engine, type Outcome } from '../sync/engine';
import { fetchTransport } from '../sync/transport';
import { webLock } from './lock';
import { oneAtATime } from './oneAtATime';

const engines = new WeakMap<Opened, Engine>();

function engineOf(opened: Opened, account: string): Engine {
  let engine = engines.get(opened);
  if (!engine) {
    const { connection, announcer } = opened;
    const store = syncStore({
      account,
      connection,
      announce: (kinds) => announcer.announce(kinds),
      now: Date.now,
      timezone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    engine = new Engine(store, fetchTransport(fetch, Date.now));
    engines.set(opened, engine);
  }
  return engine;
}

async function once(): Promise<Outcome> {
  const opened = await openCurrent();
  const { account } = opened.store;
  if (account === null) return { state: 'idle' };
  const engine = engineOf(opened, account);
  return webLock(navigator.locks)(`karmadex-sync-${account}`, () => engine.sync());
}

/**
 * Sends the outbox of whoever is signed in and pulls what is new, in a page or in the worker. Local
 * records, from before the first sign-in, wait. Never raises for what the network does.
 */
export const runSync: () => Promise<Outcome> = oneAtATime(once);
