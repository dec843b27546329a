/** Year values that mean no year: Apple writes 1604, others 0000. */
const NO_YEAR = new Set(['1604', '0000', '--', '-', '']);

/**
 * Reads a birthday in the many ways it is written. `without`: the year that a parameter of the property says
 * to ignore.
 *
 * Returns `--MM-DD` or `YYYY-MM-DD`; null if it is not a date.
 */
export function birthdayOf(value: string, without?: string): string | null {
  const found =
    /^(\d{4}|--?)-?(\d{2})-?(\d{2})(?:T.*)?$/su.exec(value.trim()) ??
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(value.trim());
  if (!found) return null;
  const [, year = ''] = found;
  const [month, day] = [found[2], found[3]].map((part) => (part ?? '').padStart(2, '0'));
  const isOpen = NO_YEAR.has(year) || year === without;
  const date = new Date(`${isOpen ? '2000' : year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return null;
  return isOpen ? `--${month}-${day}` : `${year}-${month}-${day}`;
}
