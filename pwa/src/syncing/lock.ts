/** Runs work alone, among all tabs and the worker. */
export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Longer than any request, in ms: a context that holds the lock for longer is suspended in the background. */
const PATIENCE = 60_000;

/**
 * Takes the Web Lock of that name; steals it from a page that does not release it. iOS suspends pages that
 * hold a lock (seen on iOS 18; compare https://webkit.org/b/283528). If both then send, no harm is done: the
 * store applies each answer once. Without Web Locks, work just runs.
 */
export function webLock(locks: LockManager | undefined, patience = PATIENCE): Lock {
  return async (name, work) => {
    if (!locks) return work();
    try {
      return await held(locks, name, { signal: AbortSignal.timeout(patience) }, work);
    } catch (error) {
      if (!(error instanceof NotGranted)) throw error;
      return held(locks, name, { steal: true }, work);
    }
  };
}

class NotGranted extends Error {}

/** Returns the result of the work, also if the lock is stolen meanwhile. */
async function held<T>(
  locks: LockManager,
  name: string,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  let running: Promise<T> | undefined;
  try {
    await locks.request(name, options, () => {
      running = work();
      return running.then(
        () => undefined,
        () => undefined,
      );
    });
  } catch (error) {
    if (!running) throw new NotGranted('the lock was not to be had', { cause: error });
  }
  return running as Promise<T>;
}
