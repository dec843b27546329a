/**
 * Reads events from a calendar file (iCalendar), with the lexer for vCards. An invalid date affects only its
 * own entry.
 */
import { type Property, propertiesIn, unescaped } from '../../contacts/lexer';
import type { EventFields } from '../../records/kinds';
import { knownZone } from '../../records/nextMorning';
import { keepable, startOf } from '../../records/text';
import { instantAt } from '../events/zoned';

export interface CalendarEvent {
  fields: EventFields;
  /** Without a time zone: the times are local wherever the event is. */
  isFloating: boolean;
  /** It is repeated; this is the first. */
  isRepeated: boolean;
}

/** Outlook's names of time zones. */
const WINDOWS: Record<string, string> = {
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kyiv',
  'GTB Standard Time': 'Europe/Bucharest',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'Russian Standard Time': 'Europe/Moscow',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Arabian Standard Time': 'Asia/Dubai',
  'India Standard Time': 'Asia/Kolkata',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'SA Pacific Standard Time': 'America/Bogota',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
  'E. South America Standard Time': 'America/Sao_Paulo',
  UTC: 'UTC',
};

interface Moment {
  instant: string;
  zone: string | null;
  isDay: boolean;
}

const DAY_BEGINS = '09:00';
const DAY_ENDS = '18:00';

/** Returns the IANA zone for any name that calendars use; null if unknown. */
function zoneOf(name: string): string | null {
  const bare = name.replace(/^"|"$/gu, '').replace(/^\/[^/]+\/(?:[^/]*\/)?(?=\w+\/)/u, '');
  const zone = WINDOWS[bare] ?? bare;
  return zone === 'UTC' || knownZone(zone) === zone ? zone : null;
}

/**
 * Returns null if it is not a time. `tzid` as it is written in the line, because parameters are in upper
 * case.
 */
function momentOf(
  property: Property | undefined,
  here: string,
  dayTime = DAY_BEGINS,
): Moment | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z)?)?$/u.exec(
    property?.value.trim() ?? '',
  );
  if (!property || !found) return null;
  const [, year, month, day, hour, minute, isUtc] = found;
  const tzid = /;TZID=("[^"]*"|[^;:]*)/iu.exec(property.line)?.[1];
  const zone = isUtc ? 'UTC' : tzid ? zoneOf(tzid) : null;
  const wall = `${year}-${month}-${day}T${hour ? `${hour}:${minute}` : dayTime}`;
  try {
    const instant = instantAt(wall, zone ?? here);
    return instant ? { instant, zone, isDay: !hour } : null;
  } catch {
    return null;
  }
}

/** Returns the place. If it is a web address, the lines below "Address:" are better (Luma writes them). */
function placeOf(location: string, description: string): string | null {
  const address = /^https?:\/\//iu.test(location)
    ? /(?:^|\n)(?:Address|Adresse|Dirección):\s*\n?([^\n]+(?:\n[^\n]+)?)/iu.exec(description)?.[1]
    : undefined;
  return startOf((address ?? location).replace(/\s+/gu, ' ').trim(), 200) || null;
}

function eventOf(properties: readonly Property[], here: string): CalendarEvent | null {
  const find = (name: string) => properties.find((one) => one.name === name);
  const said = (name: string) => keepable(unescaped(find(name)?.value ?? '')).trim();
  const start = momentOf(find('DTSTART'), here);
  const name = startOf(said('SUMMARY').replace(/\s+/gu, ' '), 200);
  if (!start || !name) return null;
  const end = momentOf(find('DTEND'), here, DAY_ENDS);
  // The end of an all-day event is the day after its last.
  const last = end?.isDay
    ? new Date(Date.parse(end.instant) - 86_400_000).toISOString()
    : end?.instant;
  const ends_at = last && Date.parse(last) >= Date.parse(start.instant) ? last : null;
  const description = said('DESCRIPTION');
  const [place] = [placeOf(said('LOCATION'), description)];
  return {
    fields: {
      name,
      place,
      starts_at: start.instant,
      ends_at,
      // A time in UTC says nothing about the place, so the zone of this phone is used.
      timezone: start.zone && start.zone !== 'UTC' ? start.zone : here,
      description: startOf(description, 5000) || null,
    },
    isFloating: start.zone === null && !start.isDay,
    isRepeated: find('RRULE') !== undefined,
  };
}

/**
 * Returns the events of a calendar file, earliest first, and the entries that could not be read. Never
 * raises.
 */
export function eventsIn(
  bytes: Uint8Array,
  here: string,
): { events: CalendarEvent[]; unread: string[] } {
  const events: CalendarEvent[] = [];
  const unread: string[] = [];
  let entry: Property[] | undefined;
  let depth = 0;
  for (const property of propertiesIn(bytes)) {
    const value = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN' && value === 'VEVENT') [entry, depth] = [[], 0];
    else if (!entry) continue;
    else if (property.name === 'BEGIN') depth += 1;
    else if (property.name === 'END' && value === 'VEVENT') {
      const event = eventOf(entry, here);
      if (event) events.push(event);
      else unread.push(entry.map(({ line }) => line).join('\n'));
      entry = undefined;
    } else if (property.name === 'END') depth -= 1;
    // Alarms inside an event have a description of their own, which is skipped.
    else if (depth === 0) entry.push(property);
  }
  if (entry) unread.push(entry.map(({ line }) => line).join('\n'));
  events.sort((one, other) => (one.fields.starts_at < other.fields.starts_at ? -1 : 1));
  return { events, unread };
}
