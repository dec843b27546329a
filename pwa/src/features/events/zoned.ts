/** Between instants and what a clock on a wall in some time zone shows, as `<input type="datetime-local">` writes it. */

import { knownZone } from '../../records/nextMorning';

/** "2026-11-24T19:30" of an instant (RFC 3339) in an IANA zone. */
export function wallTime(instant: string, timezone: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: knownZone(timezone),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

const MINUTE = 60_000;

/**
 * The instant at which the clock shows `wall`: of two the first, and of none (the hour that is skipped
 * in spring) the one as much later as the clock jumps. Null for what is no time.
 */
export function instantAt(wall: string, timezone: string): string | null {
  const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
  // Date.parse reads times into much that is none.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(wall) || Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number) =>
    Date.parse(`${wallTime(new Date(instant).toISOString(), timezone)}:00Z`) -
    Math.floor(instant / MINUTE) * MINUTE;
  // The offsets of the day before and the day after are the only two there can be.
  const before = asUtc - offsetAt(asUtc - 24 * 60 * MINUTE);
  const after = asUtc - offsetAt(asUtc + 24 * 60 * MINUTE);
  const fits = [before, after].filter((instant) => instant + offsetAt(instant) === asUtc);
  return new Date(fits.length > 0 ? Math.min(...fits) : before).toISOString();
}
