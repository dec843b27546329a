import type { EventFields } from './kinds';
import { localDate } from './nextMorning';

/** The local date (`YYYY-MM-DD`) of an instant, where it was. */
export function dayThere(instant: string, timezone: string): string {
  try {
    return localDate(Date.parse(instant), timezone);
  } catch {
    // A zone that this phone does not know.
    return instant.slice(0, 10);
  }
}

/** The local date on which an event begins. */
export const eventDay = ({ starts_at, timezone }: EventFields): string =>
  dayThere(starts_at, timezone);
