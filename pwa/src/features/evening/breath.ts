/** Three deep breaths. Breathing out takes longer than breathing in, because that calms. */
export interface Beat {
  way: 'in' | 'out';
  /** The number of the breath, from 1. */
  breath: number;
  ms: number;
}

/** Time before the first breath, in ms. */
export const SETTLE = 2000;

export const BEATS: readonly Beat[] = [1, 2, 3].flatMap((breath) => [
  { way: 'in' as const, breath, ms: 4000 },
  { way: 'out' as const, breath, ms: 5500 },
]);
