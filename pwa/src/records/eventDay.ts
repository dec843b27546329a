import type { EventFields } from './kinds';
import { localDate } from './nextMorning';

/** Returns the local date (`YYYY-MM-DD`) of an instant in a time zone. */
export const dayThere = (instant: string, timezone: string): string =>
  localDate(Date.parse(instant), timezone);

/** Returns the local date on which an event begins. */
export const eventDay = ({ starts_at, timezone }: EventFields): string =>
  dayThere(starts_at, timezone);
