/** When something is offered around an evening. It is offered, and goes away by itself. */
import type { EventFields } from '../../records/kinds';
import { isOn } from '../events/tonight';

const MINUTE = 60_000;
/** So long after it has begun one may still be on the way in. */
const ARRIVING = 60 * MINUTE;
/** Before the end that was planned, or so long after the beginning of an evening without one. */
const LEAVING_EARLY = 20 * MINUTE;
const LONG_ENOUGH = 90 * MINUTE;

type Times = Pick<EventFields, 'starts_at' | 'ends_at' | 'timezone'>;

/** Whether one may be about to go in at `now` (ms). */
export const isBeginning = (event: Times, now: number): boolean =>
  isOn(event, now) && now < Date.parse(event.starts_at) + ARRIVING;

/** Whether one may be about to leave. */
export const isEnding = (event: Times, now: number): boolean =>
  isOn(event, now) &&
  (event.ends_at
    ? now >= Date.parse(event.ends_at) - LEAVING_EARLY
    : now >= Date.parse(event.starts_at) + LONG_ENOUGH);
