/** Days as one says them. */
import { followups as f } from '../../app/texts/en/followups';
import { daysBetween } from '../../prompts/days';

const full = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** "Monday, November 23", with the year when that is more than half a year from `today`. */
export function dayName(date: string, today: string): string {
  const format = Math.abs(daysBetween(today, date)) > 180 ? withYear : full;
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** "tomorrow", else "on Monday, November 23". */
export function comesBack(date: string, today: string): string {
  return daysBetween(today, date) === 1 ? f.relative.tomorrow : f.relative.on(dayName(date, today));
}

/** "yesterday", "on Monday", "on Monday, November 2". */
export function longAgo(date: string, today: string): string {
  const days = daysBetween(date, today);
  if (days === 0) return f.relative.today;
  if (days === 1) return f.relative.yesterday;
  if (days > 1 && days < 7) return f.relative.on(weekday.format(new Date(`${date}T00:00:00Z`)));
  return f.relative.on(dayName(date, today));
}
