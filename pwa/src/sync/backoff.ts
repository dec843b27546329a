const FIRST = 1_000;
const LONGEST = 5 * 60_000;

/**
 * Returns how long to wait before the next try, in ms. It doubles with each failure (the first is 0), up to 5
 * minutes, and is reduced at random by up to a half (`random` in [0, 1)), so that many phones do not come
 * back at once.
 */
export function backoff(failures: number, random: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 20));
  return most / 2 + (most / 2) * random;
}
