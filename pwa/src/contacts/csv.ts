/** Reads and writes tables (CSV). Takes linear time, and never raises. */
import { binaryOf, decoded, withoutMark } from './bytes';

export interface TableRow {
  /** The line of the file on which it begins, from 1. */
  at: number;
  cells: string[];
}

/**
 * Splits a text into rows of cells, separated by `by`. A quotation mark that is never closed ends with the
 * text.
 */
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

/** How many characters are read to find the separator. */
const SAMPLE = 20_000;
const SIGNS = [',', ';', '\t'];

/** Returns the separator: the one with which most rows have the same number of cells, more than one. */
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

/** Returns the rows of a file in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs. */
export function tableIn(bytes: Uint8Array): TableRow[] {
  const text = decoded(binaryOf(withoutMark(bytes)));
  return rowsIn(text, signOf(text));
}

/** What a spreadsheet would run as a formula. Phone numbers are excepted. */
const FORMULA = /^'*[=+\-@\t\r]/u;
const DIALLED = /^[+\d ().-]*$/u;

/** Returns a cell that no spreadsheet runs as a formula; `bare` is the inverse. */
export const guarded = (cell: string): string =>
  FORMULA.test(cell) && !DIALLED.test(cell) ? `'${cell}` : cell;

export const bare = (cell: string): string => (/^'+[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell);

const quoted = (cell: string): string =>
  /[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Returns one row as text, with its line break. */
export const rowText = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;
