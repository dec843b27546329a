/** Finds out what the columns of a table contain: by their headers, in three languages, else by their cells. */
import { fold } from '../records/fold';
import type { TableRow } from './csv';

export const COLUMNS = [
  'name',
  'given',
  'middle',
  'family',
  'emails',
  'phones',
  'links',
  'organisation',
  'role',
  'birthday',
  'interests',
  'known_for',
] as const;

/** Null: the column fills no field; its content is kept in the original only. */
export type Column = (typeof COLUMNS)[number] | null;

/** Our own header for what somebody is known for. No other program writes that. */
export const KNOWN_FOR = 'X-KARMADEX-KNOWN-FOR';

// Matched against headers without case, accents and punctuation; the first match counts.
const HEADERS: [RegExp, Column][] = [
  [/^x karmadex known for$/u, 'known_for'],
  [
    /\b(?:fax|label|type|phonetic|yomi|prefix|suffix|pager|qr code)\b|\bid$|^order\b|\bnotes?\b|^notizen?$|^notas?$/u,
    null,
  ],
  [
    /^first$|^(?:first|given|fore) ?name$|^vorname$|^nombre(?: de pila)?$|^primer nombre$/u,
    'given',
  ],
  [/^middle$|^(?:middle|additional) names?$|^weitere(?:r)? vornamen?$|^segundo nombre$/u, 'middle'],
  [/^last$|^(?:last|family|sur) ?name$|^(?:nach|familien|zu)name$|^apellidos?$/u, 'family'],
  [
    /^(?:full |display |contact )?name$|^(?:vollstandiger|ganzer) name$|^anzeigename$|^nombre completo$|^nombre y apellidos$/u,
    'name',
  ],
  [/\be ?mails?\b|^mail$|\bemail|\bcorreo\b/u, 'emails'],
  [
    /\b(?:tele)?phone\b|\bmobile?\b|\bcell(?:ular)?\b|\btel\b|telefon|\bhandy|\bmobil|rufnummer|\bmovil\b|\bcelular\b|^whatsapp$/u,
    'phones',
  ],
  [
    /\b(?:web ?sites?|web ?page|home ?page|url|links?|linkedin|profile?s?)\b|^(?:web ?seite|webadresse)$|^(?:sitio|pagina) web$|^perfil$/u,
    'links',
  ],
  [
    /\bjob title\b|^organi[sz]ation(?: \d+)? title$|^(?:position|role|occupation|title)$|^(?:stelle|funktion|rolle|beruf|berufsbezeichnung)$|^(?:puesto|cargo|profesion|rol)$/u,
    'role',
  ],
  [
    /^organi[sz]ation(?: \d+)?(?: name)?$|^(?:company|employer|firm)(?: name)?$|^(?:firma|unternehmen|organisation|arbeitgeber)$|^(?:empresa|compania|organizacion)$/u,
    'organisation',
  ],
  [
    /\bbirth ?(?:day|date)\b|^date of birth$|^geburts(?:tag|datum)$|^cumpleanos$|^fecha de nacimiento$/u,
    'birthday',
  ],
  [
    /^(?:labels?|categor(?:y|ies)|groups?|group membership|tags?|interests?)(?: \d+)?$|^(?:kategorien?|gruppen?|schlagworter|interessen?)$|^(?:etiquetas?|categorias?|grupos?|intereses)$/u,
    'interests',
  ],
];

const plain = (header: string): string =>
  fold(header)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export function columnOf(header: string): Column {
  const said = plain(header).slice(0, 100);
  return HEADERS.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}

/** Returns what each column contains, by its header. */
export function columnsOf(headers: readonly string[]): Column[] {
  const columns = headers.map(columnOf);
  // A "Title" next to a job title means Dr or Mrs; a "Name" next to a first name means the last name.
  const jobs = columns.filter((column) => column === 'role').length;
  const [hasGiven, hasFamily] = [columns.includes('given'), columns.includes('family')];
  return columns.map((column, index) => {
    if (column === 'role' && jobs > 1 && /^title$/u.test(plain(headers[index] ?? ''))) return null;
    return column === 'name' && hasGiven && !hasFamily ? 'family' : column;
  });
}

/** The program that wrote the table, as its headers show. */
export type Form = 'linkedin' | 'google' | 'outlook' | 'karmadex' | 'table';

export function formOf(headers: readonly string[]): Form {
  const has = (...names: string[]) => names.every((name) => headers.includes(name));
  if (has('First Name', 'Last Name', 'URL', 'Connected On')) return 'linkedin';
  if (has(KNOWN_FOR)) return 'karmadex';
  if (headers.some((each) => /^E-mail 1 - (?:Value|Type|Label)$/u.test(each))) return 'google';
  if (has('E-mail Address') || has('E-Mail-Adresse')) return 'outlook';
  return 'table';
}

/** How many rows are searched for the headers. LinkedIn's export starts with a preamble of varying length. */
const FIRST_ROWS = 50;
const SAMPLE = 200;

/** Returns the index of the header row; undefined if there is none. */
export function headerIn(rows: readonly TableRow[]): number | undefined {
  let best = { at: -1, known: 1 };
  for (const [at, { cells }] of rows.slice(0, FIRST_ROWS).entries()) {
    const columns = columnsOf(cells.map((cell) => cell.trim()));
    if (columns.includes('given') && columns.includes('family')) return at;
    const known = columns.filter(Boolean).length;
    const isData = cells.some((cell) => /@|\d{4}/u.test(cell));
    if (
      !isData &&
      known > best.known - Number(columns.includes('name')) &&
      known > 0 &&
      best.at < 0
    )
      best = { at, known };
  }
  return best.at < 0 ? undefined : best.at;
}

/** Whether the first row is a header in unknown words: its cells look unlike those below. */
export function isHeader(row: TableRow, rows: readonly TableRow[]): boolean {
  const columns = guessed(
    row.cells.map(() => null),
    rows,
    [],
  );
  return row.cells.some((cell, index) =>
    LOOKS.some(
      ([pattern, column]) => column === columns[index] && cell.trim() && !pattern.test(cell.trim()),
    ),
  );
}

const LOOKS: [RegExp, Column][] = [
  [/^[^@\s]+@[^@\s]+\.\p{L}{2,}$/u, 'emails'],
  [/^https?:\/\/\S+$/iu, 'links'],
  // A date consists of the same characters.
  [
    /^(?!(?:19|20)\d\d[-/.]|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d$)\+?[\d\s()./-]{7,25}$/u,
    'phones',
  ],
];
const NAME = /^[\p{Lu}\p{Lo}][\p{L}'’.-]*(?: [\p{L}'’.-]+){0,4}$/u;

/** Whether a header says that its column fills no field. */
const isLeftOut = (header: string): boolean =>
  HEADERS.some(([pattern, column]) => column === null && pattern.test(plain(header)));

/** Guesses the columns without a known header from what their cells look like. */
export function guessed(
  columns: readonly Column[],
  rows: readonly TableRow[],
  headers: readonly string[],
): Column[] {
  const guess = [...columns];
  const looks = (index: number, pattern: RegExp): boolean => {
    const said = rows.slice(0, SAMPLE).map(({ cells }) => cells[index]?.trim() ?? '');
    const filled = said.filter(Boolean);
    return (
      filled.length > 0 &&
      filled.filter((one) => pattern.test(one)).length * 10 >= filled.length * 7
    );
  };
  for (const [index, column] of columns.entries()) {
    if (column || isLeftOut(headers[index] ?? '')) continue;
    guess[index] = LOOKS.find(([pattern]) => looks(index, pattern))?.[1] ?? null;
  }
  if (!guess.some((one) => one === 'name' || one === 'given' || one === 'family')) {
    const index = guess.findIndex((one, at) => !one && looks(at, NAME));
    if (index >= 0) guess[index] = 'name';
  }
  return guess;
}
