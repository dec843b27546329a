/** Three deep breaths: out takes longer than in, that is what calms. */
export interface Beat {
  way: 'in' | 'out';
  /** Which breath, from 1. */
  breath: number;
  ms: number;
}

/** To settle before the first one, ms. */
export const SETTLE = 2000;

export const BEATS: readonly Beat[] = [1, 2, 3].flatMap((breath) => [
  { way: 'in' as const, breath, ms: 4000 },
  { way: 'out' as const, breath, ms: 5500 },
]);
