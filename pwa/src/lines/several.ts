/** Several lines in the field: a list of people, or one text. */
import { type LineReading, readLine } from './readLine';
import type { Vocabulary } from './vocabulary';

/** Longer than any list of people: a text. */
const MOST_LINES = 500;

const isAbout = ([first]: LineReading[]): boolean => (first?.people.length ?? 0) > 0;
const isReach = (line: string): boolean =>
  !line.includes(' ') ? /@.|:\/\//u.test(line) : /^[+(\d][\d ()./-]{6,24}$/u.test(line);

/**
 * The lines of a list of people, each to be read by itself; one text where it is none. A heading goes,
 * and what follows somebody without naming anybody is theirs.
 */
export function peopleLines(text: string, vocabulary: Vocabulary): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length < 2 || lines.length > MOST_LINES) return [lines.join(' ')];
  // Somebody's card: a name, and below it how they are reached.
  if (lines.some(isReach)) return [lines.join(', ')];
  const about = lines.map((line) => !line.endsWith(':') && isAbout(readLine(line, vocabulary)));
  const count = about.filter(Boolean).length;
  if (count > 1) return lines.filter((_, index) => about[index]);
  return [about[0] ? (lines[0] as string) : text];
}
