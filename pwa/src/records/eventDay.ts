import type { EventFields } from './kinds';
import { localDate } from './nextMorning';

/** The local date (`YYYY-MM-DD`) of an instant, where it was. */
export const dayThere = (instant: string, timezone: string): string =>
  localDate(Date.parse(instant), timezone);

/** The local date on which an event begins. */
export const eventDay = ({ starts_at, timezone }: EventFields): string =>
  dayThere(starts_at, timezone);
