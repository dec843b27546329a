import { type Signal, signal } from '@preact/signals';
import type { Kind } from '../records/kinds';
import { ConnectionLost } from './connection';
import { onSwitch, openStore } from './open';
import type { Store } from './store';

/**
 * Ignores the error if another account came into use, or the page is being reloaded: the query then runs
 * again anyway.
 */
function unlessLost(error: unknown): void {
  if (!(error instanceof ConnectionLost)) throw error;
}

/**
 * Runs `work` after the next frame. The tap is answered first, and the changes of one moment are read
 * together. A hidden page draws no frames, so there it runs at once.
 */
export const afterFrame = (work: () => void): void => {
  if (globalThis.document?.hidden === false) requestAnimationFrame(() => setTimeout(work));
  else setTimeout(work);
};

/**
 * Returns the result of a query as a signal. The query runs again when records of these kinds change, here,
 * in another tab or in the worker. Undefined until the first result.
 */
export function liveQuery<T>(
  query: (store: Store) => Promise<T>,
  kinds: readonly Kind[],
): Signal<T | undefined> {
  let stop: (() => void)[] = [];
  let asked = 0;

  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const answer = await openStore().then(query);
    // An older query may finish after a newer one.
    if (mine === asked) answers.value = answer;
  };

  const listen = async (): Promise<void> => {
    const watch = asked;
    const store = await openStore();
    if (watch !== asked) return;
    let isDue = false;
    const mine = stop;
    stop.push(
      store.onChange((changed) => {
        if (isDue || !kinds.some((kind) => changed.has(kind))) return;
        isDue = true;
        afterFrame(() => {
          isDue = false;
          if (stop === mine) void ask().catch(unlessLost);
        });
      }),
    );
    await ask();
  };

  const quit = (): void => {
    asked++;
    for (const each of stop) each();
    stop = [];
  };

  const answers = signal<T | undefined>(undefined, {
    watched() {
      const again = (): void => {
        quit();
        stop.push(onSwitch(again));
        void listen().catch(unlessLost);
      };
      again();
    },
    unwatched: quit,
  });
  return answers;
}
