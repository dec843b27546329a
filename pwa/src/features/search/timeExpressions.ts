/** Reads times in words: "last spring", "vor zwei Wochen", "en mayo de 2024". */

import { fold } from '../../records/fold';
import { daysAfter } from '../../records/nextMorning';
import type { Meaning, Searching, Season, Unit } from '../../texts/en/searching';
import { LANGUAGES } from './languages';
import { sourceOf } from './phrases';

/** Local dates, `YYYY-MM-DD`, both included. */
export interface Span {
  from: string;
  to: string;
}

/** What a phrase names. Months are 0 to 11, weekdays 0 (Monday) to 6. */
type Named = { unit: Unit } | { season: Season } | { month: number } | { weekday: number };

export interface Now {
  /** `YYYY-MM-DD`. */
  today: string;
  /** Whether spring begins in September. */
  southern: boolean;
}

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const FIRST_MONTH: Record<Season, number> = { spring: 2, summer: 5, autumn: 8, winter: 11 };

const months = (year: number, month: number, count: number): Span => ({
  from: iso(year, month, 1),
  to: iso(year, month + count, 0),
});

/** Returns the unit that contains today, moved by a number of units. */
function unitAt(unit: Unit, { today }: Now, moved: number): Span {
  const [year = 0, month = 1] = today.split('-').map(Number);
  if (unit === 'year') return months(year + moved, 0, 12);
  if (unit === 'month') return months(year, month - 1 + moved, 1);
  const day = unit === 'day' ? today : daysAfter(today, -weekdayOf(today));
  const from = daysAfter(day, moved * (unit === 'day' ? 1 : 7));
  return { from, to: unit === 'day' ? from : daysAfter(from, 6) };
}

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Returns the one that begins in a year. */
function ofYear(named: Named, year: number, { southern }: Now): Span | undefined {
  if ('season' in named) return months(year, FIRST_MONTH[named.season] + (southern ? 6 : 0), 3);
  return 'month' in named ? months(year, named.month, 1) : undefined;
}

/** Returns those around today, the earliest first. */
function around(named: Named, now: Now): Span[] {
  if ('unit' in named) return [-1, 0].map((moved) => unitAt(named.unit, now, moved));
  if ('weekday' in named) {
    const latest = daysAfter(now.today, -((weekdayOf(now.today) - named.weekday + 7) % 7));
    return [daysAfter(latest, -7), latest].map((day) => ({ from: day, to: day }));
  }
  const year = Number(now.today.slice(0, 4));
  return [year - 3, year - 2, year - 1, year].flatMap((each) => ofYear(named, each, now) ?? []);
}

interface Said {
  meaning: Meaning;
  named?: Named | undefined;
  year?: number | undefined;
  n?: number | undefined;
  day?: number | undefined;
}

/** Returns the latest such day that is not in the future, or the one of the year. */
function dayOf(
  month: number,
  day: number,
  year: number | undefined,
  today: string,
): Span | undefined {
  const latest = Number(today.slice(0, 4));
  for (const each of year === undefined ? [latest, latest - 1] : [year]) {
    const date = iso(each, month, day);
    // Shorter months have no 31st.
    const isDay = Number(date.slice(8)) === day;
    if (isDay && (year !== undefined || date <= today)) return { from: date, to: date };
  }
  return undefined;
}

function spanOf({ meaning, named, year, n, day }: Said, now: Now): Span | undefined {
  const { today } = now;
  if (meaning === 'on')
    return named && 'month' in named && day !== undefined
      ? dayOf(named.month, day, year, today)
      : undefined;
  if (meaning === 'today') return unitAt('day', now, 0);
  if (meaning === 'yesterday') return unitAt('day', now, -1);
  if (meaning === 'ago')
    return named && 'unit' in named && n !== undefined ? unitAt(named.unit, now, -n) : undefined;
  if (year !== undefined) return named ? ofYear(named, year, now) : months(year, 0, 12);
  if (!named) return undefined;
  const near = around(named, now);
  if (meaning === 'last') return near.findLast(({ to }) => to < today);
  const begun = near.findLast(({ from }) => from <= today);
  if (meaning === 'in') return 'unit' in named ? undefined : begun;
  const here = near.find(({ from, to }) => from <= today && today <= to);
  return here ?? ('weekday' in named ? begun : ofYear(named, Number(today.slice(0, 4)), now));
}

interface Pattern {
  meaning: Meaning;
  regex: RegExp;
}

interface Reader {
  patterns: Pattern[];
  named: Map<string, Named>;
  dated: Map<string, Named>;
  numbers: Map<string, number>;
}

const oneOf = (words: Iterable<string>): string => `(?:${[...words].join('|')})`;

function readerOf(language: Searching): Reader {
  const named = new Map<string, Named>();
  const name = (words: string, as: Named) => {
    for (const word of fold(words).split('|')) named.set(word, as);
  };
  const calendar = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language.language, { ...options, timeZone: 'UTC' });
  const month = calendar({ month: 'long' });
  const weekday = calendar({ weekday: 'long' });
  const short = calendar({ month: 'short' });
  /** Short names of months ("Nov") count only next to a day. */
  const dated = new Map<string, Named>();
  for (let each = 0; each < 12; each++) {
    const date = Date.UTC(2001, each, 5);
    name(month.format(date), { month: each });
    for (const word of [month.format(date), short.format(date), month.format(date).slice(0, 3)])
      dated.set(fold(word).replace('.', ''), { month: each });
  }
  // 1 January 2001 was a Monday.
  for (let each = 0; each < 7; each++)
    name(weekday.format(Date.UTC(2001, 0, 1 + each)), { weekday: each });
  for (const [season, words] of Object.entries(language.seasons))
    name(words, { season: season as Season });
  for (const [unit, words] of Object.entries(language.units)) name(words, { unit: unit as Unit });

  const numbers = new Map<string, number>();
  for (const [index, words] of language.numbers.entries())
    for (const word of fold(words).split('|')) numbers.set(word, index + 1);

  const slots = {
    span: oneOf(named.keys()),
    unit: oneOf(fold(Object.values(language.units).join('|')).split('|')),
    year: '(?:19|20)\\d\\d',
    n: oneOf([...numbers.keys(), '\\d{1,3}']),
    month: oneOf([...dated.keys()].sort((one, other) => other.length - one.length)),
    day: '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?',
  };
  const patterns = Object.entries(language.phrases).flatMap(([meaning, phrases]) =>
    phrases.map((phrase) => ({
      meaning: meaning as Meaning,
      regex: new RegExp(`(?<= |^)${sourceOf(phrase, slots)}`, 'gu'),
    })),
  );
  return { patterns, named, dated, numbers };
}

let readers: Reader[] | undefined;

export interface Time {
  span: Span;
  /** The words that say it: from (included), to (excluded). */
  from: number;
  to: number;
}

/** Returns the longest phrase for a time in any language. `words` are folded. */
export function timeIn(words: readonly string[], now: Now): Time | undefined {
  readers ??= LANGUAGES.map(readerOf);
  const text = words.map((word) => `${word} `).join('');
  const wordAt = (place: number): number => text.slice(0, place).split(' ').length - 1;
  let best: Time | undefined;
  for (const { patterns, named, dated, numbers } of readers) {
    for (const { meaning, regex } of patterns) {
      for (const match of text.matchAll(regex)) {
        const { span: word, unit, year, n, month, day } = match.groups ?? {};
        const span = spanOf(
          {
            meaning,
            named: month ? dated.get(month) : named.get(word ?? unit ?? ''),
            day: day === undefined ? undefined : Number.parseInt(day, 10),
            year: year === undefined ? undefined : Number(year),
            n: n === undefined ? undefined : (numbers.get(n) ?? Number(n)),
          },
          now,
        );
        const from = wordAt(match.index);
        const to = wordAt(match.index + match[0].length);
        if (span && (!best || to - from > best.to - best.from)) best = { span, from, to };
      }
    }
  }
  return best;
}

/** Time zones south of the equator without daylight saving time. */
const SOUTHERN =
  /^(?:Australia\/(?:Brisbane|Darwin|Perth|Lindeman)|Africa\/(?:Johannesburg|Harare|Windhoek|Maputo|Gaborone|Lusaka)|America\/(?:Sao_Paulo|Argentina\/.*|Buenos_Aires|Montevideo|Lima|La_Paz|Bahia|Fortaleza|Recife|Manaus)|Asia\/Jakarta|Indian\/Mauritius|Pacific\/Fiji)$/u;

const southern = new Map<string, boolean>();

/** Whether spring begins in September in a time zone. Called at each key press. */
export function isSouthern(timezone: string): boolean {
  const known = southern.get(timezone) ?? isAheadInJanuary(timezone);
  southern.set(timezone, known);
  return known;
}

/** With daylight saving time, it is summer when clocks are ahead. */
function isAheadInJanuary(timezone: string): boolean {
  const hours = (month: number): number => {
    const at = new Date(Date.UTC(2026, month, 15, 12));
    const local = at.toLocaleString('sv-SE', { timeZone: timezone });
    return (Date.parse(`${local.replace(' ', 'T')}Z`) - at.getTime()) / 3_600_000;
  };
  return hours(0) > hours(6) || SOUTHERN.test(timezone);
}
