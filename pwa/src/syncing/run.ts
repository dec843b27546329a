import { openCurrent } from '../data/open';
import type { Outcome } from '../sync/engine';
import { webLock } from './lock';
import { oneAtATime } from './oneAtATime';

type Engines = typeof import('./engineOf');

/**
 * What sends the outbox of whoever is signed in and pulls what is new, in a page or in the worker. Local
 * records, from before the first sign-in, wait: for them the engine is not even loaded. What it gives
 * never raises for what the network does.
 */
export const syncWith = (engines: () => Promise<Engines>): (() => Promise<Outcome>) =>
  oneAtATime(async () => {
    const opened = await openCurrent();
    const { account } = opened.store;
    if (account === null) return { state: 'idle' };
    const { engineOf } = await engines();
    const engine = engineOf(opened, account);
    return webLock(navigator.locks)(`karmadex-sync-${account}`, () => engine.sync());
  });
