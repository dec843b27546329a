import { nameId } from './uuid';

/** Of all ids that are made from names. */
export const NAMESPACE = '1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e';
/** A note jotted at 1 a.m. still belongs to the evening before. */
const NIGHT_ENDS_AFTER = 4 * 3_600_000;
const DAY = 86_400_000;

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as asking it. */
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
 * An IANA time zone, or UTC in its place where this phone does not know it: another phone, with a
 * newer list of them, may have written it.
 */
export function knownZone(timezone: string): string {
  try {
    calendar(timezone);
    return timezone;
  } catch {
    return 'UTC';
  }
}

/** The local date (`YYYY-MM-DD`) of an instant in an IANA time zone; in UTC if the phone knows no such zone. */
export const localDate = (instant: number, timezone: string): string =>
  dateIn(instant, knownZone(timezone));

function dateIn(instant: number, timezone: string): string {
  const parts = calendar(timezone).formatToParts(instant);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** The date an evening belongs to, its small hours too. `instant` in ms. */
export const eveningOf = (instant: number, timezone: string): string =>
  localDate(instant - NIGHT_ENDS_AFTER, timezone);

/** The date some days after a date. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The morning after a note: the date, where it was captured, of the instant 4 hours before, plus one
 * day. Raises RangeError when the instant or the zone is not one: another date would be another
 * follow-up than the server's.
 */
export function nextMorning(capturedAt: string, timezone: string): string {
  return daysAfter(dateIn(Date.parse(capturedAt) - NIGHT_ENDS_AFTER, timezone), 1);
}

/** The one id that every device gives a follow-up which it makes by itself; `why`: what it is for. */
export const followupId = (personId: string, why: string): string =>
  nameId(NAMESPACE, `${personId.toLowerCase()}/${why}`);

/** That of the next-morning follow-up of a person; the server gives it, too. */
export const nextMorningId = (personId: string, dueOn: string): string =>
  followupId(personId, dueOn);
