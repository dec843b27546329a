import { type Signal, signal } from '@preact/signals';
import type { Kind } from '../records/kinds';
import { ConnectionLost } from './connection';
import { onSwitch, openStore } from './open';
import type { Store } from './store';

/** Another account came into use meanwhile, or the page starts anew: then it is asked again anyway. */
function unlessLost(error: unknown): void {
  if (!(error instanceof ConnectionLost)) throw error;
}

/**
 * Whoever tapped is answered first: a write comes before what it changes on the screens is read, all of it in
 * one moment. A page that nobody sees is drawn in no frame.
 */
const afterFrame = (work: () => void): void => {
  if (globalThis.document?.hidden === false) requestAnimationFrame(() => setTimeout(work));
  else setTimeout(work);
};

/**
 * The answer of a query, kept current while anything looks at it: it is asked again when records of
 * those kinds change, here, in another tab or in the worker. Undefined until the first answer.
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
    // An older question may be answered later than a newer one.
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
