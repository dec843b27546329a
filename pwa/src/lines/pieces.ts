/** Decides whether several lines are a list of people, or one text. */

import { BULLET } from './punctuation';
import { readLine } from './readLine';
import type { Vocabulary } from './vocabulary';

/** More lines than this are one text. */
const MOST_LINES = 500;

/** A part of the text that becomes a note of its own. */
export interface Piece {
  /** The line that says whom it is about. */
  line: string;
  /** The text of the note. Together, the pieces contain every word. */
  body: string;
}

const isReach = (line: string): boolean =>
  line.includes(' ') ? /^[+(\d][\d ()./-]{6,24}$/u.test(line) : /@.|:\/\//u.test(line);

/**
 * Returns the lines of a list of people one by one, or the whole text if it is not such a list. A heading
 * belongs to the first person, and lines that name nobody to the person before.
 */
export function piecesOf(text: string, vocabulary: Vocabulary): Piece[] {
  const body = text.trim();
  const lines = body
    .split('\n')
    .map((line) => line.replace(BULLET, '').trim())
    .filter(Boolean);
  if (lines.length < 2 || lines.length > MOST_LINES) return [{ line: body, body }];
  // A contact: a name, and below it how to reach them.
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
