import type { Opened } from '../data/open';
import { syncStore } from '../data/syncStore';
import { zoneHere } from '../records/zone';
import { Engine, type Outcome } from '../sync/engine';
import { fetchForget, fetchTransport } from '../sync/transport';
import { wiping } from './wiping';

const engines = new WeakMap<Opened, Engine>();

/**
 * Returns the engine of an account's database: always the same, because it learns how much the connection
 * carries.
 */
export function engineOf(opened: Opened, account: string): { sync: () => Promise<Outcome> } {
  let engine = engines.get(opened);
  if (!engine) {
    const { connection, announcer } = opened;
    const store = syncStore({
      account,
      connection,
      announce: (kinds) => announcer.announce(kinds),
      now: Date.now,
      timezone: zoneHere,
    });
    engine = new Engine(store, fetchTransport(fetch, Date.now), fetchForget(fetch, Date.now));
    engines.set(opened, engine);
  }
  return { sync: () => engine.sync().then(wiping) };
}
