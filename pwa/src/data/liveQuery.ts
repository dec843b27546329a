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
    stop.push(
      store.onChange((changed) => {
        if (kinds.some((kind) => changed.has(kind))) void ask().catch(unlessLost);
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
