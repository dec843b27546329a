/** Formats dates and times in the user's language and region. */

import { knownZone } from '../records/nextMorning';
import { zoneHere } from '../records/zone';
import { locale } from './language';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** How long the time zone is cached, in ms: lists ask for it for each row. */
const SETTLED = 1000;
let here = { zone: '', until: 0 };

/** Returns the phone's time zone, an IANA name. Asking for it takes a slow phone longer than drawing a row. */
export function hereZone(): string {
  const now = performance.now();
  if (now >= here.until) {
    here = { zone: zoneHere(), until: now + SETTLED };
  }
  return here.zone;
}

/** "20:14", the local time in `timezone`. */
export function timeText(instant: string, timezone: string): string {
  return format({
    hour: 'numeric',
    minute: '2-digit',
    timeZone: knownZone(timezone),
  }).format(new Date(instant));
}

/** "Tue 24 Nov", with the year if it differs from that of `today`; never on two lines. Both are `YYYY-MM-DD`. */
export function dateText(date: string, today: string): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  return format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(!sameYear && { year: 'numeric' }),
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replaceAll(' ', '\u00a0');
}

/** "Tuesday", for a local date. */
export function weekdayText(date: string): string {
  return format({ weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** "24 November", with the year if the birthday has one. `birthday` is `YYYY-MM-DD` or `--MM-DD`. */
export function birthdayText(birthday: string): string {
  const yearless = birthday.startsWith('--');
  const date = yearless ? `2000-${birthday.slice(2)}` : birthday;
  return format({
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(!yearless && { year: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`));
}

/** "January" to "December". */
export const monthNames = (): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    format({ month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month)),
  );

/** "November 2026", for `YYYY-MM`. */
export function monthText(month: string): string {
  return format({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}
