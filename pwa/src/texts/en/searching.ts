/**
 * How one looks for things in a language: the endings that words lose, the words that need not be
 * found, and time as one says it. Somebody's notes are in more than one language, so the search
 * knows all of these at once.
 *
 * A phrase is words with spaces between; `a|b` is a choice, `?` after it makes it optional, and
 * `{…}` stands for the name of a time: `{unit}`, `{season}`, `{month}`, `{weekday}`, `{span}` for any
 * of these four, `{year}` for four digits, `{n}` for a number,
 * `{day}` and `{month}` for those of a date. Case and accents make no difference.
 */
export interface Searching {
  /** By which `Intl` knows what months and days are called. */
  language: string;
  /** The longest that fits is taken off, at least three letters stay; then once more, leaving four. */
  endings: string;
  small: string;
  /** What stands before the name of an event: phrases, the fullest first. */
  at: readonly string[];
  units: Record<Unit, string>;
  seasons: Record<Season, string>;
  numbers: readonly string[];
  phrases: Record<Meaning, readonly string[]>;
}

export type Unit = 'day' | 'week' | 'month' | 'year';
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
/** `last`: the latest that is over. `in`: the latest that has begun, or that of the year. */
export type Meaning = 'today' | 'yesterday' | 'last' | 'this' | 'in' | 'on' | 'ago';

export const searching: Searching = {
  language: 'en',
  endings: 'ings ing ers er ors or eries ery ists ist ism ies ied ying ed es s e y',
  small:
    'a an the and or of to in on at by for from with who that is was were i my he she they her his their about met one somebody someone',
  at: ['at|from the|a|an|my|our?'],
  units: {
    day: 'day|days|night|nights',
    week: 'week|weeks',
    month: 'month|months',
    year: 'year|years',
  },
  seasons: { spring: 'spring', summer: 'summer', autumn: 'autumn|fall', winter: 'winter' },
  numbers: [
    'a|an|one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
  phrases: {
    today: ['today', 'tonight'],
    yesterday: ['yesterday', 'last night'],
    last: ['in|on? last|past {span}'],
    this: ['this {span}'],
    in: ['in|of|from|on? {span} of? {year}', 'in|from|of {year}', 'in|on the? {span}'],
    on: [
      'on? the? {day} of? {month} {year}',
      'on? {month} the? {day} {year}',
      'on? the? {day} of? {month}',
      'on? {month} the? {day}',
    ],
    ago: ['{n} {unit} ago'],
  },
};
