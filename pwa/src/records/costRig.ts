/** The processor's time that something takes, in ms: the least of some runs, whoever else is at work. */
export function cpuTime(run: () => void, runs = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let each = 0; each < runs; each++) {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/**
 * How many times as dear a text is that is sixteen times as long: about sixteen where the cost is linear,
 * 256 where it is quadratic. What costs next to nothing is rounded up, so that noise is no growth.
 */
export function growthOf(run: (length: number) => void, length: number): number {
  run(length);
  const some = cpuTime(() => run(length));
  return cpuTime(() => run(16 * length), 3) / Math.max(some, 0.3);
}

/** More than that is not linear. */
export const LINEAR = 100;
