const FIRST = 1_000;
const LONGEST = 5 * 60_000;

/**
 * How long to wait before the next try, in ms: twice as long after each failure (the first is 0), up to
 * 5 minutes, somewhere between half of that and all of it (`random` in [0, 1)), so that a room full of
 * phones does not come back all at once.
 */
export function backoff(failures: number, random: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 20));
  return most / 2 + (most / 2) * random;
}
