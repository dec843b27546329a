/** Converts between instants and local times of a time zone, as `<input type="datetime-local">` writes them. */

import { knownZone } from '../../records/nextMorning';

/** Returns "2026-11-24T19:30" for an instant (RFC 3339) in an IANA zone. */
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
 * Returns the instant at which a clock in the zone shows `wall`. If there are two, the first. If there is
 * none (the hour skipped in spring), the time moved by the length of the gap. Null if `wall` is not a time.
 */
export function instantAt(wall: string, timezone: string): string | null {
  const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
  // Checked first, because Date.parse accepts many other texts.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(wall) || Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number) =>
    Date.parse(`${wallTime(new Date(instant).toISOString(), timezone)}:00Z`) -
    Math.floor(instant / MINUTE) * MINUTE;
  // The zone's offsets of the day before and the day after are the only two possible.
  const before = asUtc - offsetAt(asUtc - 24 * 60 * MINUTE);
  const after = asUtc - offsetAt(asUtc + 24 * 60 * MINUTE);
  const fits = [before, after].filter((instant) => instant + offsetAt(instant) === asUtc);
  return new Date(fits.length > 0 ? Math.min(...fits) : before).toISOString();
}
