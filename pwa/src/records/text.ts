/**
 * Bounds and normalises text. Everything that takes in what somebody wrote calls this module. It takes linear
 * time: engines sort a run of combining marks in quadratic time, so a run of more than 30 (Stream-Safe Text,
 * UAX #15) is found before anything is normalised.
 */

/** Control characters except tab and line break. The server removes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const MOST_MARKS = 30;
// Searched only at the beginning of a run.
const TOO_MANY_MARKS = /(?<!\p{M})\p{M}{31}/u;
const MARKS = /\p{M}+/gu;

/** Whether a text is accepted: the server refuses more than 30 combining marks in a row. */
export const isTaken = (text: string): boolean => !TOO_MANY_MARKS.test(text);

/** Shortens each run of combining marks to what may be normalised. */
const streamSafe = (text: string): string =>
  isTaken(text)
    ? text
    : text.replace(MARKS, (run) => Array.from(run).slice(0, MOST_MARKS).join(''));

/**
 * Returns the text as the server stores it: in NFC, without control characters (which come with pasted text),
 * and with U+FFFD for half a surrogate pair (which a cut emoji leaves). A text that is not accepted is
 * returned unchanged: `refusals` reports it.
 */
export function keepable(text: string): string {
  const whole = text.replace(CONTROLS, '').toWellFormed();
  return isTaken(whole) ? whole.normalize('NFC') : whole;
}

/** Decomposes into letters and marks (NFKD), for comparison. */
export const decomposed = (text: string): string => streamSafe(text).normalize('NFKD');

/**
 * Normalises a name that an id is made from: upper case, then lower case, in NFKC before and after, with
 * single spaces.
 */
export const caseFolded = (text: string): string =>
  streamSafe(text)
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();

/** Returns an entry of a list for comparison, without case and surrounding spaces. */
export const folded = (text: string): string => text.trim().toLowerCase();

/** Returns the number of characters in NFC (not UTF-16 units), as limits count them. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of keepable(text)) count++;
  return count;
}

/** Returns at most `most` characters from the start. */
export function startOf(text: string, most: number): string {
  // A character has at most two units, so only a text that may be too long is counted.
  if (text.length <= most) return text;
  return Array.from(text.slice(0, 2 * most))
    .slice(0, most)
    .join('');
}

/** Splits a text into parts of at most `most` characters, between words if possible. */
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
