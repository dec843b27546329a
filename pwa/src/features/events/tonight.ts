import type { EventFields, Row } from '../../records/kinds';
import { eveningOf, knownZone } from '../../records/nextMorning';

const HOUR = 3_600_000;
/** People arrive before it starts and talk on at the cloakroom. */
const EARLY = HOUR;
const LATE = HOUR;
/** From four to four, on the night the clocks go back. */
const LONGEST = 25 * HOUR;

/**
 * Whether one may be at the event at `now` (ms): from an hour before its start until an hour after its
 * end; without an end until the night ends, at four in the morning, where the event is.
 */
export function isOn(
  event: Pick<EventFields, 'starts_at' | 'ends_at' | 'timezone'>,
  now: number,
): boolean {
  const start = Date.parse(event.starts_at);
  if (now < start - EARLY) return false;
  if (event.ends_at) return now < Date.parse(event.ends_at) + LATE;
  // No evening is longer, and asking the calendar about each of a hundred is slow.
  if (now > start + LONGEST) return false;
  return now < start || eveningOf(now, event.timezone) === eveningOf(start, event.timezone);
}

/** From five in the afternoon until four at night it is evening, where one is. */
export function partOf(instant: number, timezone: string): 'day' | 'evening' {
  const hour = new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    hourCycle: 'h23',
    timeZone: knownZone(timezone),
  });
  const now = Number(hour.format(instant));
  return now >= 17 || now < 4 ? 'evening' : 'day';
}

/** The event one is at: of several the one that started last. */
export function eventOn(events: readonly Row<'event'>[], now: number): Row<'event'> | undefined {
  return latestFirst(events.filter(({ fields }) => isOn(fields, now)))[0];
}

/** By their start; of two at once the id decides. A phone compares hundreds of them while one waits. */
export function latestFirst(events: readonly Row<'event'>[]): Row<'event'>[] {
  const start = ({ id, fields }: Row<'event'>) => `${fields.starts_at} ${id}`;
  return [...events].sort((a, b) => (start(a) < start(b) ? 1 : -1));
}
