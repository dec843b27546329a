/**
 * The one place on the phone that bounds and normalises text; whatever takes in what somebody wrote
 * calls it. All of it costs linear time: an engine sorts a run of combining marks in quadratic time, so
 * that a run of more than 30 (Stream-Safe Text, UAX #15) is found before anything is normalised.
 */

/** Control characters but tab and line break: the server keeps none, and nobody types them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const MOST_MARKS = 30;
// Looked for at the beginning of a run alone.
const TOO_MANY_MARKS = /(?<!\p{M})\p{M}{31}/u;
const MARKS = /\p{M}+/gu;

/** Whether it is taken at all: the server refuses a text with more than 30 combining marks in a row. */
export const isTaken = (text: string): boolean => !TOO_MANY_MARKS.test(text);

/** Of each run of combining marks as many as may be normalised. */
const streamSafe = (text: string): string =>
  isTaken(text)
    ? text
    : text.replace(MARKS, (run) => Array.from(run).slice(0, MOST_MARKS).join(''));

/**
 * Text as the server keeps it: in NFC, without the control characters that come along with a paste, and
 * with U+FFFD for half a character, which a text cut in the middle of an emoji ends with. A text that is
 * not taken stays as it is: it is for `refusals` to say so.
 */
export function keepable(text: string): string {
  const whole = text.replace(CONTROLS, '').toWellFormed();
  return isTaken(whole) ? whole.normalize('NFC') : whole;
}

/** Taken apart into letters and marks (NFKD), for comparing. */
export const decomposed = (text: string): string => streamSafe(text).normalize('NFKD');

/**
 * As names are compared that make an id: upper-cased, then lower-cased, in NFKC before and after, with one
 * blank where there are several.
 */
export const caseFolded = (text: string): string =>
  streamSafe(text)
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();

/** An entry of a list as it is held against others: neither case nor edges make a difference. */
export const folded = (text: string): string => text.trim().toLowerCase();

/** How many characters (not UTF-16 units) it has, as limits count them: in NFC. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of keepable(text)) count++;
  return count;
}

/** At most so many characters of it. */
export function startOf(text: string, most: number): string {
  // No character takes more than two units: only what may be too long is counted.
  if (text.length <= most) return text;
  return Array.from(text.slice(0, 2 * most))
    .slice(0, most)
    .join('');
}

/** The text in parts of at most so many characters, each ending between two words where it can. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest; ) {
    const part = startOf(rest, most);
    const space = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n')) + 1;
    const end = part.length === rest.length || space * 2 < part.length ? part.length : space;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return parts;
}
