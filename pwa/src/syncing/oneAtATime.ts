import type { Outcome } from '../sync/engine';

/**
 * Runs `once` one at a time. All calls during a run share one run that starts afterwards, so a change written
 * meanwhile is surely sent.
 */
export function oneAtATime(once: () => Promise<Outcome>): () => Promise<Outcome> {
  let running: Promise<Outcome> | undefined;
  let next: Promise<Outcome> | undefined;

  const start = (): Promise<Outcome> => {
    running = once().finally(() => {
      running = undefined;
    });
    return running;
  };

  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
