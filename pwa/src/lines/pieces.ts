/** Several lines in the field: a list of people, or one text. */
import { readLine } from './readLine';
import { BULLET } from './signs';
import type { Vocabulary } from './vocabulary';

/** Longer than any list of people: a text. */
const MOST_LINES = 500;

/** A part of what was typed that becomes a note of its own. */
export interface Piece {
  /** The line that says who it is about. */
  line: string;
  /** All that it keeps: every word of the text is in one of them. */
  body: string;
}

const isReach = (line: string): boolean =>
  line.includes(' ') ? /^[+(\d][\d ()./-]{6,24}$/u.test(line) : /@.|:\/\//u.test(line);

/**
 * The lines of a list of people, each by itself; one text where it is none. A heading goes with the
 * first of them, and what follows somebody without naming anybody is theirs.
 */
export function piecesOf(text: string, vocabulary: Vocabulary): Piece[] {
  const body = text.trim();
  const lines = body
    .split('\n')
    .map((line) => line.replace(BULLET, '').trim())
    .filter(Boolean);
  if (lines.length < 2 || lines.length > MOST_LINES) return [{ line: body, body }];
  // Somebody's card: a name, and below it how they are reached.
  if (lines.some(isReach)) return [{ line: lines.join(', '), body }];
  const isAbout = (line: string): boolean =>
    !line.endsWith(':') && (readLine(line, vocabulary)[0]?.people.length ?? 0) > 0;
  const about = lines.map(isAbout);
  if (about.filter(Boolean).length < 2)
    return [{ line: about[0] ? (lines[0] as string) : body, body }];
  const pieces: Piece[] = [];
  let heading = '';
  for (const [index, line] of lines.entries()) {
    const last = pieces.at(-1);
    if (about[index]) {
      pieces.push({ line, body: heading ? `${heading}\n${line}` : line });
      heading = '';
    } else if (last) last.body += `\n${line}`;
    else heading = heading ? `${heading}\n${line}` : line;
  }
  return pieces;
}
