/** Runs work alone among the tabs and the worker. */
export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Longer than any request takes: who holds the lock for longer is frozen in the background. */
const PATIENCE = 60_000;

/**
 * The Web Lock of that name, taken from a page that does not let go: iOS freezes one with its lock held.
 * That both then send is harmless, the store takes each answer in once. Without Web Locks work just runs.
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

/** The answer of the work is the work's, also when the lock is stolen meanwhile. */
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
