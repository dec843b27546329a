import { sync as s } from '../../app/texts/en/sync';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** An instant as one says it here: "at 9:41 PM" of today, else "on Nov 23, 2026, at 9:41 PM". */
export function whenSaid(instant: string | number, now = new Date()): string {
  const then = new Date(instant);
  const isToday = then.toDateString() === now.toDateString();
  return s.when(isToday ? null : day.format(then), time.format(then));
}
