import { signal } from '@preact/signals';

/** How many follow-ups are due today; 0 until it is known (`badge.ts` counts after the first paint). */
export const dueCount = signal(0);
