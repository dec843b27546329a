/**
 * Finds an event in a text that was shared: "PR & Pixels, Thu 3 Dec 2026, 7 pm to 10 pm CET, The old cinema,
 * https://…". Works without a network, and opens no links.
 */
import { fold } from '../../records/fold';
import { keepable, startOf } from '../../records/text';
import { instantAt } from '../events/zoned';
import type { CalendarEvent } from './calendar';

/** Longer texts are not invitations. */
export const LONGEST = 5000;
const LANGUAGES = ['en', 'de', 'es'];

/** Time zones by their usual names. If a name has two zones, the one with summer time. */
const ZONES: [RegExp, string][] = [
  [/^(?:ces?t|mes?z)$/u, 'Europe/Berlin'],
  [/^wes?t$/u, 'Europe/Lisbon'],
  [/^ees?t$/u, 'Europe/Athens'],
  [/^bst$/u, 'Europe/London'],
  [/^(?:gmt|utc)$/u, 'UTC'],
  [/^e[sd]?t$/u, 'America/New_York'],
  [/^c[sd]t$/u, 'America/Chicago'],
  [/^m[sd]t$/u, 'America/Denver'],
  [/^p[sd]?t$/u, 'America/Los_Angeles'],
  [/^ae[sd]t$/u, 'Australia/Sydney'],
  [/^nz[sd]t$/u, 'Pacific/Auckland'],
  [/^jst$/u, 'Asia/Tokyo'],
];

let months: Map<string, number> | undefined;

/** Returns the names of the months, folded, long and short. */
function monthNames(): Map<string, number> {
  if (months) return months;
  months = new Map([['sept', 9]]);
  for (const language of LANGUAGES)
    for (const month of ['long', 'short'] as const) {
      const { format } = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      for (let at = 0; at < 12; at++)
        months.set(fold(format(Date.UTC(2026, at, 15))).replace(/\.$/u, ''), at + 1);
    }
  return months;
}

interface Day {
  /** The position in the text. */
  from: number;
  to: number;
  year: number | undefined;
  month: number;
  day: number;
}

const NUMBERS = /\b(\d{4})-(\d\d)-(\d\d)|\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/u;
const DAY_FIRST =
  /\b(\d{1,2})(?:st|nd|rd|th|\.|º)?\s{0,3}(?:de |of )?(\p{L}{3,12})\b\.?(?:,?\s{0,3}(?:del? )?(\d{4})\b)?/gu;
const MONTH_FIRST =
  /\b(\p{L}{3,12})\b\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?\s{0,3}(\d{4})\b)?/gu;

function dayIn(text: string): Day | null {
  const found: Day[] = [];
  const add = (match: RegExpExecArray, year?: string, month?: string | number, day?: string) => {
    const read = { month: Number(month), day: Number(day) };
    if (!(read.month >= 1 && read.month <= 12 && read.day >= 1 && read.day <= 31)) return;
    const place = { from: match.index, to: match.index + match[0].length };
    found.push({ ...place, ...read, year: year ? Number(year) : undefined });
  };
  const numbers = NUMBERS.exec(text);
  if (numbers?.[1]) add(numbers, numbers[1], numbers[2], numbers[3]);
  else if (numbers) add(numbers, numbers[6], numbers[5], numbers[4]);
  const names = monthNames();
  for (const match of text.matchAll(DAY_FIRST))
    add(match, match[3], names.get(fold(match[2] ?? '')), match[1]);
  for (const match of text.matchAll(MONTH_FIRST))
    add(match, match[3], names.get(fold(match[1] ?? '')), match[2]);
  return found.sort((one, other) => one.from - other.from || other.to - one.to)[0] ?? null;
}

const HOUR = String.raw`(\d{1,2})(?:[:.h](\d\d))?(?:\s?([ap])\.?\s?m\b\.?)?(?:\s?(?:uhr|hrs?|h)\b)?`;
const TIMES = new RegExp(
  String.raw`(?<![\d.:/-])${HOUR}(?:\s{0,3}(?:[-–—]|to|until|till|bis|a|hasta)\s{0,3}(?:las )?${HOUR})?(?![\d/])`,
  'giu',
);

interface Times {
  from: number;
  to: number;
  start: string;
  end: string | undefined;
}

const clock = (hour: string, minute = '00', half?: string): string | undefined => {
  const said = Number(hour);
  if (half && (said < 1 || said > 12)) return undefined;
  const at = half ? (said % 12) + (/p/iu.test(half) ? 12 : 0) : said;
  return at > 23 || Number(minute) > 59 ? undefined : `${String(at).padStart(2, '0')}:${minute}`;
};

/** A time of day needs minutes, or a word after it that says so. */
function timesIn(text: string): Times | null {
  for (const match of text.matchAll(TIMES)) {
    const [whole, hour = '', minute, half, toHour, toMinute, toHalf] = match;
    if (!/[:h]\d\d|[ap]\.?\s?m\b|\buhr|\dh\b|\bh\b/iu.test(whole)) continue;
    const start = clock(
      hour,
      minute,
      half ?? (toHour && toHalf && Number(hour) <= Number(toHour) ? toHalf : half),
    );
    if (!start) continue;
    const end = toHour && clock(toHour, toMinute, toHalf);
    return { from: match.index, to: match.index + whole.length, start, end };
  }
  return null;
}

function zoneIn(text: string): string | null {
  const [named] = /\b[A-Z]\p{L}{1,20}\/[A-Z][\p{L}_]{1,30}\b/u.exec(text) ?? [];
  if (named) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: named });
      return named;
    } catch {
      // "And/Or" is not a zone.
    }
  }
  const [, sign, hours] = /\b(?:GMT|UTC) ?([+-])0?(\d{1,2})\b/u.exec(text) ?? [];
  if (sign && Number(hours) <= 12) return `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`;
  for (const [word] of text.matchAll(/\b[A-Z]{2,4}\b/gu)) {
    const zone = ZONES.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1];
    if (zone) return zone;
  }
  return null;
}

const LINK = /https?:\/\/[^\s<>"]{1,2000}/gu;
const LABELLED =
  /(?:^|\n)\s{0,9}(?:📍\s{0,3}|(?:location|venue|where|address|place|ort|wo|adresse|lugar|dónde|dirección)\s{0,3}:\s{0,3})([^\n]{1,300})/iu;
const ASKING =
  /^(?:(?:please )?join (?:me|us) (?:at|for)|check out|you(?:'|’)re invited to|come to|komm(?:t)? (?:doch )?(?:zu[mr]?|mit zu[mr]?)|du bist eingeladen zu[mr]?|únete a|te invito a|ven a)\s{1,3}/iu;
/** Punctuation and connecting words between the parts of an invitation. */
const EDGES = /^[\s,;:·|–—@("“„-]{1,20}|[\s,;:·|–—@)("”“-]{1,20}$/gu;
const LEADING =
  /(?:\s|^)(?:on|am|el|at|um|a las|ab|from|de|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mié|jue|vie|sáb|dom|\p{L}{3,10}(?:day|tag|woch)|lunes|martes|miércoles|jueves|viernes|sábado|domingo)[.,]?\s{0,3}$/iu;

function trimmed(text: string): string {
  let said = text.replace(EDGES, '');
  for (let time = 0; time < 4; time++) said = said.replace(LEADING, '').replace(EDGES, '');
  return said;
}

/** Whether a text is a file that contains dates: a table has the same number of commas in each line. */
function isFile(text: string): boolean {
  if (/^\s{0,9}(?:BEGIN\s{0,9}:|\{)/iu.test(text)) return true;
  const lines = text.split('\n').filter((line) => line.trim());
  const signs = new Set(lines.map((line) => line.replace(/[^,;\t]/gu, '').length));
  return lines.length > 1 && signs.size === 1 && !signs.has(0);
}

/** Returns null if the text has no day with a time. Never raises. */
export function eventInText(given: string, here: string, now: number): CalendarEvent | null {
  if (given.length > LONGEST || isFile(given)) return null;
  const whole = keepable(given.replace(/[\u00a0\u202f\u2009]/gu, ' ')).trim();
  const text = whole.replace(LINK, '');
  const day = dayIn(text);
  if (!day) return null;
  // The time is mostly after the day; "7 pm, 3 December" also occurs.
  const behind = timesIn(text.slice(day.to));
  const times = behind
    ? { ...behind, from: behind.from + day.to, to: behind.to + day.to }
    : timesIn(text.slice(0, day.from));
  if (!times) return null;
  const zone = zoneIn(text.slice(day.from)) ?? null;
  const date = (year: number) =>
    `${year}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`;
  const startIn = (year: number) => instantAt(`${date(year)}T${times.start}`, zone ?? here);
  const thisYear = new Date(now).getUTCFullYear();
  const isOver = Date.parse(startIn(thisYear) ?? '') < now - 86_400_000;
  // Without a year it is the next such day, because nobody invites to the past.
  const year = day.year ?? (isOver ? thisYear + 1 : thisYear);
  const starts_at = startIn(year);
  if (!starts_at) return null;
  const on = Date.parse(starts_at);
  const sameDay = times.end ? instantAt(`${date(year)}T${times.end}`, zone ?? here) : null;
  // An event that ends before it starts ends after midnight.
  const end = sameDay && Date.parse(sameDay) + (Date.parse(sameDay) <= on ? 86_400_000 : 0);
  const name = nameIn(text, Math.min(day.from, times.from));
  if (!name) return null;
  return {
    fields: {
      name,
      place: placeIn(text, Math.max(day.to, times.to)),
      starts_at,
      ends_at: end && end - on < 86_400_000 ? new Date(end).toISOString() : null,
      timezone: zone && zone !== 'UTC' ? zone : here,
      description: startOf(whole, 5000),
    },
    isFloating: zone === null,
    isRepeated: false,
  };
}

/** Returns what is written first, before the day; if nothing is, another line. */
function nameIn(text: string, to: number): string | null {
  const lines = [text.slice(0, to), ...text.slice(to).split('\n').slice(1)].flatMap((part) =>
    part.split('\n'),
  );
  for (const line of lines) {
    const said = trimmed(line.replace(/\s+/gu, ' ').replace(ASKING, ''));
    if (/\p{L}{2}/u.test(said) && !LABELLED.test(line)) return startOf(said, 200);
  }
  return null;
}

/** Returns what is labelled as place, else what follows the time on its line. */
function placeIn(text: string, from: number): string | null {
  const said = LABELLED.exec(text)?.[1];
  const [rest = ''] = text.slice(from).split('\n');
  const behind =
    /^(?:\s{0,3}\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?\s{0,3}(?:(?:at|in|@|im|en)\s|[,·|–—-])\s{0,3}(.{2,200})$/u.exec(
      rest,
    )?.[1];
  return startOf(trimmed((said ?? behind ?? '').replace(/\s+/gu, ' ')), 200) || null;
}
