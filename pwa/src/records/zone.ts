/** The zone the phone is in, by a name that costs no note. */
import { knownZone } from './nextMorning';

/**
 * `named`: what the browser calls its zone; one that it cannot reckon with itself (`Etc/Unknown`, where
 * the phone's setting is none) is taken by its offset, in minutes east: `Etc/GMT-2` is two hours east.
 * There are none with half hours: then UTC.
 */
export function zoneOf(named: string | undefined, east: number): string {
  if (named && named !== 'Etc/Unknown' && (named === 'UTC' || knownZone(named) !== 'UTC'))
    return named;
  const hours = east / 60;
  if (!Number.isInteger(hours) || hours === 0 || hours < -12 || hours > 14) return 'UTC';
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** Asked anew each time: phones travel. */
export const zoneHere = (): string =>
  zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone, -new Date().getTimezoneOffset());
