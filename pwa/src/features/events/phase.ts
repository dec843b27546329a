/** When something is offered around an event. Offers disappear by themselves. */
import type { EventFields } from '../../records/kinds';
import { isOn } from './tonight';

const MINUTE = 60_000;
/** For this long after the start the user may still be arriving, in ms. */
const ARRIVING = 60 * MINUTE;
/** Leaving is offered this long before the planned end or, without an end, after the start. In ms. */
const LEAVING_EARLY = 20 * MINUTE;
const LONG_ENOUGH = 90 * MINUTE;

type Times = Pick<EventFields, 'starts_at' | 'ends_at' | 'timezone'>;

/** Whether the user may be about to go in at `now` (ms). */
export const isBeginning = (event: Times, now: number): boolean =>
  isOn(event, now) && now < Date.parse(event.starts_at) + ARRIVING;

/** Whether the user may be about to leave. */
export const isEnding = (event: Times, now: number): boolean =>
  isOn(event, now) &&
  (event.ends_at
    ? now >= Date.parse(event.ends_at) - LEAVING_EARLY
    : now >= Date.parse(event.starts_at) + LONG_ENOUGH);
