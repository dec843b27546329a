import type { EventFields } from './kinds';
import { localDate } from './nextMorning';

/** The local date (`YYYY-MM-DD`) on which an event begins. */
export function eventDay({ starts_at, timezone }: EventFields): string {
  try {
    return localDate(Date.parse(starts_at), timezone);
  } catch {
    // A zone that this phone does not know.
    return starts_at.slice(0, 10);
  }
}
