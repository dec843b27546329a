/**
 * The answers to a prompt, as changes: the same from a notification and from the screen.
 */
import type { Draft } from '../records/kinds';
import { daysAfter } from '../records/nextMorning';

/** They said hi. */
export function saidHi(id: string, now: Date): Draft<'followup'> {
  return {
    kind: 'followup',
    record: id,
    set: { status: 'done', closed_at: now.toISOString() },
  };
}

/** It is let go, which is no failure. */
export function letGo(id: string, now: Date): Draft<'followup'> {
  return {
    kind: 'followup',
    record: id,
    set: { status: 'let_go', closed_at: now.toISOString() },
  };
}

/**
 * Another morning: the one after `today`, and after `morning` when the answer is to a morning that
 * this phone's calendar has not reached (a flight west).
 */
export function dayAfter(today: string, morning?: string | null): string {
  return daysAfter(morning && morning > today ? morning : today, 1);
}

export function askAgain(id: string, due_on: string): Draft<'followup'> {
  return { kind: 'followup', record: id, set: { due_on } };
}
