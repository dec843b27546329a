import { openCurrent } from '../data/open';
import type { Outcome } from '../sync/engine';
import { webLock } from './lock';
import { oneAtATime } from './oneAtATime';

type Engines = typeof import('./engineOf');

/**
 * Returns the function that syncs the signed-in account, in a page or in the worker. Records of before the
 * first sign-in wait, and do not even load the engine. It never raises because of the network.
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
