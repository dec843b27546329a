/**
 * The words of the search in one language: the endings that are removed, the words that need not be found,
 * and expressions of time. People's notes are in more than one language, so the search uses all languages at
 * once.
 *
 * A phrase consists of words separated by spaces. `a|b` is a choice, `?` after it makes it optional, and
 * `{…}` stands for a part of a time: `{unit}`, `{season}`, `{month}`, `{weekday}`, `{span}` for any of these
 * four, `{year}` for four digits, `{n}` for a number, `{day}` and `{month}` for those of a date. Case and
 * accents are ignored.
 */
export interface Searching {
  /** The language code, for `Intl`. */
  language: string;
  /**
   * The longest ending that matches is removed, if at least three letters remain; then once more, if four
   * remain.
   */
  endings: string;
  small: string;
  /** Phrases before the name of an event, the longest first. */
  at: readonly string[];
  units: Record<Unit, string>;
  seasons: Record<Season, string>;
  numbers: readonly string[];
  phrases: Record<Meaning, readonly string[]>;
}

export type Unit = 'day' | 'week' | 'month' | 'year';
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
/** `last`: the latest that is over. `in`: the latest that has begun, or the one of the given year. */
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
