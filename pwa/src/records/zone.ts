/** Returns the phone's time zone under a name that every server and phone accepts. */
import { knownZone } from './nextMorning';

/**
 * `named`: the browser's name of its zone. A name it cannot calculate with itself (`Etc/Unknown`, if the
 * phone has no setting) is replaced by its offset, `east`, in minutes: `Etc/GMT-2` is two hours east. There
 * are no such zones with half hours; then UTC.
 */
export function zoneOf(named: string | undefined, east: number): string {
  if (named && named !== 'Etc/Unknown' && (named === 'UTC' || knownZone(named) !== 'UTC'))
    return named;
  const hours = east / 60;
  if (!Number.isInteger(hours) || hours === 0 || hours < -12 || hours > 14) return 'UTC';
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** Computed each time, because phones travel. */
export const zoneHere = (): string =>
  zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone, -new Date().getTimezoneOffset());
