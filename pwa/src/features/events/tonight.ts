import type { EventFields, Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';

const HOUR = 3_600_000;
/** How long before the start and after the end somebody may be at an event, in ms. */
const EARLY = HOUR;
const LATE = HOUR;
/** The longest night: from four to four, when the clocks go back. In ms. */
const LONGEST = 25 * HOUR;

/**
 * Whether the user may be at the event at `now` (ms): from an hour before its start until an hour after its
 * end. Without an end, until four in the morning, local to the event.
 */
export function isOn(
  event: Pick<EventFields, 'starts_at' | 'ends_at' | 'timezone'>,
  now: number,
): boolean {
  const start = Date.parse(event.starts_at);
  if (now < start - EARLY) return false;
  if (event.ends_at) return now < Date.parse(event.ends_at) + LATE;
  // Checked first, because converting time zones for each of a hundred events is slow.
  if (now > start + LONGEST) return false;
  return now < start || eveningOf(now, event.timezone) === eveningOf(start, event.timezone);
}

/** Returns whether it is evening (17:00 to 4:00) here. */
export function partOf(instant: number): 'day' | 'evening' {
  // Not by `Intl`: to make a formatter takes a slow phone as long as to draw a screen.
  const hour = new Date(instant).getHours();
  return hour >= 17 || hour < 4 ? 'evening' : 'day';
}

/** Returns the current event; of several, the one that started last. */
export function eventOn(events: readonly Row<'event'>[], now: number): Row<'event'> | undefined {
  return latestFirst(events.filter(({ fields }) => isOn(fields, now)))[0];
}

/** Sorts by start, then by id. Compares without converting dates, because there may be hundreds. */
export function latestFirst(events: readonly Row<'event'>[]): Row<'event'>[] {
  return events
    .map((event) => ({ event, key: `${event.fields.starts_at} ${event.id}` }))
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .map(({ event }) => event);
}
