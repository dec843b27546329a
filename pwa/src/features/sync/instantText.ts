import { localDate } from '../../records/nextMorning';
import { dateText, hereZone, timeText } from '../../texts/dateTexts';
import { sync as s } from '../../texts/sync';

/** "at 9:41 PM" for today, else "on Mon, Nov 23, at 9:41 PM". */
export function whenSaid(instant: string | number, now = Date.now()): string {
  const then = new Date(instant).toISOString();
  const zone = hereZone();
  const date = localDate(Date.parse(then), zone);
  const today = localDate(now, zone);
  return s.when(date === today ? null : dateText(date, today), timeText(then, zone));
}
