/** The answers to a prompt as changes, the same from a notification and from the screen. */
import type { Draft } from '../records/kinds';
import { daysAfter } from '../records/nextMorning';

/** The user said hi. */
export function saidHi(id: string, now: Date): Draft<'followup'> {
  return {
    kind: 'followup',
    record: id,
    set: { status: 'done', closed_at: now.toISOString() },
  };
}

/** The user lets the follow-up go. */
export function letGo(id: string, now: Date): Draft<'followup'> {
  return {
    kind: 'followup',
    record: id,
    set: { status: 'let_go', closed_at: now.toISOString() },
  };
}

/** Returns the next morning: the day after `today`, or after `morning` if that is later (after a flight west). */
export function dayAfter(today: string, morning?: string | null): string {
  return daysAfter(morning && morning > today ? morning : today, 1);
}

export function askAgain(id: string, due_on: string): Draft<'followup'> {
  return { kind: 'followup', record: id, set: { due_on } };
}
