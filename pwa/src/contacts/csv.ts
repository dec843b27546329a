/** Tables: what stands between commas. Linear, and never raises. */
import { binaryOf, decoded, withoutMark } from './bytes';

export interface TableRow {
  /** The line of the file on which it begins, from 1. */
  at: number;
  cells: string[];
}

/** A text as rows of cells; a quotation mark that is never closed ends with the text. */
export function rowsIn(text: string, by: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let [cell, isQuoted, lineNumber, at] = ['', false, 1, 1];
  const end = () => {
    cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    end();
    if (cells.some((each) => each.trim())) rows.push({ at, cells });
    cells = [];
    at = lineNumber;
  };
  for (let place = 0; place < text.length; ) {
    const sign = text[place] as string;
    if (isQuoted) {
      const close = text.indexOf('"', place);
      const stop = close < 0 ? text.length : close;
      const piece = text.slice(place, stop);
      cell += piece;
      for (let from = piece.indexOf('\n'); from >= 0; from = piece.indexOf('\n', from + 1))
        lineNumber += 1;
      place = stop + 1;
      if (text[place] === '"' && close >= 0) {
        cell += '"';
        place += 1;
      } else isQuoted = false;
    } else if (sign === '"' && !cell.trim()) {
      cell = '';
      isQuoted = true;
      place += 1;
    } else if (sign === by) {
      end();
      place += 1;
    } else if (sign === '\n' || sign === '\r') {
      place += sign === '\r' && text[place + 1] === '\n' ? 2 : 1;
      lineNumber += 1;
      endRow();
    } else {
      cell += sign;
      place += 1;
    }
  }
  if (cell || cells.length) endRow();
  return rows;
}

/** Enough of a file to tell what its cells are parted by. */
const SAMPLE = 20_000;
const SIGNS = [',', ';', '\t'];

/** What parts the cells: the sign by which most rows have several, and as many as the others. */
function signOf(text: string): string {
  const score = (by: string): number => {
    const widths = rowsIn(text.slice(0, SAMPLE), by).map(({ cells }) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths.filter((each) => each > 1))
      counts.set(width, (counts.get(width) ?? 0) + 1);
    return Math.max(0, ...[...counts].map(([width, rows]) => rows * 100 + width));
  };
  return SIGNS.map((by) => ({ by, is: score(by) })).sort((a, b) => b.is - a.is)[0]?.by as string;
}

/** The rows of a file: UTF-8, UTF-16 or Windows-1252; between commas, semicolons or tabs. */
export function tableIn(bytes: Uint8Array): TableRow[] {
  const text = decoded(binaryOf(withoutMark(bytes)));
  return rowsIn(text, signOf(text));
}

/** What a spreadsheet would take for a formula; numbers that are dialled are none. */
const FORMULA = /^'*[=+\-@\t\r]/u;
const DIALLED = /^[+\d ().-]*$/u;

/** A cell that is no formula; `bare` undoes it. */
export const guarded = (cell: string): string =>
  FORMULA.test(cell) && !DIALLED.test(cell) ? `'${cell}` : cell;

export const bare = (cell: string): string => (/^'+[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell);

const quoted = (cell: string): string =>
  /[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One row of a table, with the end of its line. */
export const rowText = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;
