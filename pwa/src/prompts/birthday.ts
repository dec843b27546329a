/**
 * Returns the next date, on or after `today`, of a birthday (`YYYY-MM-DD` or `--MM-DD`); null if it is not a
 * date. 29 February is celebrated on 28 February in other years.
 */
export function nextBirthday(birthday: string, today: string): string | null {
  const day = /-(\d\d-\d\d)$/u.exec(birthday)?.[1];
  if (!day) return null;
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].map((each) => inYear(each, day)).filter((each) => each !== null);
  return days.find((each) => each >= today) ?? null;
}

function inYear(year: number, day: string): string | null {
  const date = `${String(year).padStart(4, '0')}-${day}`;
  const is = new Date(`${date}T00:00:00Z`);
  if (!Number.isNaN(is.getTime()) && is.toISOString().slice(0, 10) === date) return date;
  return day === '02-29' ? `${date.slice(0, 4)}-02-28` : null;
}
