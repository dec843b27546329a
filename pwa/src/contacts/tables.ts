/** Reads people from a table: of Google, LinkedIn, Outlook, our own, or any other by what its columns contain. */
import { birthdayOf } from './birthday';
import { type Column, columnsOf, type Form, formOf, guessed, headerIn, isHeader } from './columns';
import { bare, rowText, type TableRow, tableIn } from './csv';
import { type Came, fitted, listed, type Unread } from './people';
import { linksIn } from './vcards';

export interface Table {
  form: Form;
  /** Empty if no row is a header. */
  headers: string[];
  columns: Column[];
  rows: TableRow[];
}

/** Returns null if it is not a table. */
export function readTable(bytes: Uint8Array): Table | null {
  const all = tableIn(bytes);
  const [first, ...others] = all;
  const head = headerIn(all) ?? (first && isHeader(first, others) ? 0 : undefined);
  const headers = head === undefined ? [] : (all[head]?.cells.map((cell) => cell.trim()) ?? []);
  const rows = head === undefined ? all : all.slice(head + 1);
  const width = Math.max(headers.length, ...rows.slice(0, 50).map(({ cells }) => cells.length), 0);
  if (width < 2 && !headers.length) return null;
  const columns = [...columnsOf(headers), ...Array(Math.max(0, width - headers.length)).fill(null)];
  const form = formOf(headers);
  return {
    form,
    headers,
    columns: form === 'table' ? guessed(columns, rows, headers) : columns,
    rows,
  };
}

/** Splits several values in one cell: Google writes ` ::: `, others a line break or a semicolon. */
const several = (cell: string): string[] => cell.split(/ ::: |[\n;]/u);

/** Returns the birthday that Thunderbird writes in three columns. */
function inThreeColumns(headers: readonly string[], cells: readonly string[]): string {
  const [year, month, day] = ['Year', 'Month', 'Day'].map(
    (part) => cells[headers.indexOf(`Birth ${part}`)]?.trim() ?? '',
  ) as [string, string, string];
  return month && day ? `${year || '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

/** Whether the month comes before the day in this column, as a number above 12 shows; undefined if none does. */
function isMonthFirst(cells: readonly string[]): boolean | undefined {
  let found: boolean | undefined;
  for (const cell of cells) {
    const [, one, other] = /^(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}$/u.exec(cell.trim()) ?? [];
    if (Number(one) > 12) return false;
    if (Number(other) > 12) found = true;
    else if (one && cell.includes('.')) return false;
  }
  return found;
}

function dayIn(cell: string, monthFirst: boolean | undefined): string | null {
  const said = cell.trim();
  const iso = birthdayOf(said);
  if (iso) return iso;
  const [, one = '', other = '', year = ''] =
    /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})?$/u.exec(said) ?? [];
  if (!one || monthFirst === undefined) return null;
  const [month, day] = monthFirst ? [one, other] : [other, one];
  return birthdayOf(`${year ? `${year}-` : '--'}${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/u.test(text);
/** Whether a cell is a phone number, and not a command to the phone such as `*#06#`. */
const isPhone = (text: string): boolean =>
  text.replace(/\D/gu, '').length >= 3 && !/[@*#]|:\/\//u.test(text);
/** Whether a label is one of Google's own groups. */
const isLabel = (text: string): boolean =>
  !/^\* /u.test(text) && text.toLowerCase() !== 'mycontacts';

/**
 * Yields everybody in a table whose columns are as `columns` says. A generator, because a table may be of any
 * length.
 */
export function* peopleInTable(table: Table, columns: readonly Column[]): Generator<Came | Unread> {
  const { form, headers, rows } = table;
  const birthdays = columns.indexOf('birthday');
  const monthFirst = isMonthFirst(rows.map(({ cells }) => cells[birthdays] ?? ''));
  for (const { at, cells: given } of rows) {
    const cells = given.map(bare);
    const all = (...wanted: Column[]): string[] =>
      cells.filter((cell, index) => wanted.includes(columns[index] ?? null) && cell.trim());
    const one = (...wanted: Column[]) => fitted(all(...wanted).join(' '));
    // In our own exports each value has a cell of its own.
    const values = (column: Column): string[] =>
      form === 'karmadex'
        ? all(column)
        : all(column)
            .flatMap(several)
            // Airtable and Notion write labels between commas.
            .flatMap((each) => (column === 'interests' ? each.split(',') : each));
    const list = (column: Column, is: (text: string) => boolean, most?: [number, number]) =>
      listed(
        values(column).filter((each) => is(each.trim())),
        most,
      );
    const emails = list('emails', isEmail);
    const phones = list('phones', isPhone);
    const links = listed(values('links').flatMap(linksIn));
    const organisation = fitted(all('organisation')[0] ?? '');
    const known_for = form === 'karmadex' ? one('known_for') : null;
    const name =
      one('name') ??
      fitted([one('given'), one('middle'), one('family')].filter(Boolean).join(' ')) ??
      organisation ??
      (known_for ? null : (emails[0] ?? phones[0] ?? links[0] ?? null));
    const text = headers.length ? rowText(headers) + rowText(given) : rowText(given);
    if (!name && !known_for) {
      yield { at, text: given.filter(Boolean).join(', '), why: 'nobody' };
      continue;
    }
    const day = headers.includes('Birth Month')
      ? inThreeColumns(headers, cells)
      : (cells[birthdays]?.trim() ?? '');
    const birthday = day ? dayIn(day, monthFirst) : null;
    if (day && !birthday && !/^0[.\d]*$/u.test(day)) yield { at, text: day, why: 'value' };
    const profile =
      form === 'linkedin' ? links.find((link) => /linkedin\.com\//iu.test(link)) : undefined;
    yield {
      source: 'csv',
      key: profile ? `linkedin/${pathOf(profile)}` : null,
      text,
      photo: null,
      fields: {
        name,
        known_for,
        organisation,
        role: fitted(all('role')[0] ?? ''),
        birthday,
        emails,
        phones,
        links,
        interests: list('interests', isLabel, [50, 60]),
      },
    };
  }
}

/** Returns what identifies a profile in its address: lower case, without host, query and last slash. */
export const pathOf = (link: string): string =>
  link
    .replace(/^https?:\/\/[^/]*\/?/iu, '')
    .replace(/[?#].*$/su, '')
    .replace(/\/+$/u, '')
    .toLowerCase();
