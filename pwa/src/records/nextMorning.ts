import { nameId } from './uuid';

/** The namespace of all ids made from names. */
export const NAMESPACE = '1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e';
/** The night ends this long after midnight, in ms: a note at 1 a.m. belongs to the evening before. */
const NIGHT_ENDS_AFTER = 4 * 3_600_000;
const DAY = 86_400_000;

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Cached, because making a formatter takes a hundred times as long as using it. */
function calendar(timezone: string): Intl.DateTimeFormat {
  const known =
    calendars.get(timezone) ??
    new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  calendars.set(timezone, known);
  return known;
}

/**
 * Returns the IANA time zone, or UTC if this phone does not know it: another phone, with a newer list of
 * zones, may have written it.
 */
export function knownZone(timezone: string): string {
  try {
    calendar(timezone);
    return timezone;
  } catch {
    return 'UTC';
  }
}

/** Returns the local date (`YYYY-MM-DD`) of an instant in an IANA time zone; in UTC if the zone is unknown. */
export const localDate = (instant: number, timezone: string): string =>
  dateIn(instant, knownZone(timezone));

function dateIn(instant: number, timezone: string): string {
  const parts = calendar(timezone).formatToParts(instant);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** Returns the date of the evening that an instant (ms) belongs to, until four in the morning. */
export const eveningOf = (instant: number, timezone: string): string =>
  localDate(instant - NIGHT_ENDS_AFTER, timezone);

/** Returns the date a number of days after a date. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * Returns the date of the morning after a note: the local date of the instant 4 hours before, plus one day.
 * Raises RangeError if the instant or the zone is invalid: with another date, the follow-up would differ from
 * the server's.
 */
export function nextMorning(capturedAt: string, timezone: string): string {
  return daysAfter(dateIn(Date.parse(capturedAt) - NIGHT_ENDS_AFTER, timezone), 1);
}

/** Returns the id that every device gives to a follow-up made automatically; `why`: what it is for. */
export const followupId = (personId: string, why: string): string =>
  nameId(NAMESPACE, `${personId.toLowerCase()}/${why}`);

/** Returns the id of a person's next-morning follow-up, the same as the server's. */
export const nextMorningId = (personId: string, dueOn: string): string =>
  followupId(personId, dueOn);
