/** Recognises a file by its content, because names and types are unreliable. */
import { binaryOf, decoded, withoutMark } from '../../contacts/bytes';
import type { Column } from '../../contacts/columns';
import { isMonica, peopleInMonica } from '../../contacts/monica';
import type { Came, Unread } from '../../contacts/people';
import { thinned } from '../../contacts/pictures';
import { peopleInTable, readTable, type Table } from '../../contacts/tables';
import { contactsIn } from '../../contacts/vcards';
import { importId } from './plan';

/**
 * A file that could be read: people one by one, or an export of this app. `hasPhoto` of a person is always right;
 * the photo itself is whole only if `pictures` are asked for.
 */
export type Opened =
  | {
      what: 'people';
      items: (how?: { pictures?: boolean }) => Iterable<Came | Unread>;
      table?: Table;
    }
  | { what: 'archive'; records: unknown[] }
  | { what: 'calendar'; bytes: Uint8Array };

/** The content of a file: all bytes, or an object that reads parts of it. */
export interface Bytes {
  readonly length: number;
  subarray(from: number, to: number): Uint8Array;
}

const START = 65_536;
/** How many bytes of cards are read at once, about. */
const PIECE = 1 << 18;

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

/** Returns where the first card ends after the first piece; -1 if not in these bytes. */
function cutIn(bytes: Uint8Array): number {
  for (let at = PIECE; at < bytes.length; at++) {
    if (!isLineEnd(bytes[at - 1]) || (bytes[at] !== 66 && bytes[at] !== 98)) continue;
    const before = decoded(binaryOf(bytes.subarray(at - 40, at))).trimEnd();
    const next = binaryOf(bytes.subarray(at, at + 12));
    if (/(?:^|[\r\n])END:VCARD$/iu.test(before) && /^BEGIN:VCARD[\r\n]?/iu.test(next)) return at;
  }
  return -1;
}

/** Yields a file of cards in pieces, cut between cards, so that no more of a large file is in memory. */
export function* piecesOf(bytes: Bytes): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const left = bytes.length - from;
    let window = Math.min(left, PIECE + (PIECE >> 2));
    let piece = bytes.subarray(from, from + window);
    let cut = cutIn(piece);
    // A single card may be longer than a piece.
    while (cut < 0 && window < left) {
      window = Math.min(left, 2 * window);
      piece = bytes.subarray(from, from + window);
      cut = cutIn(piece);
    }
    if (cut >= 0) piece = piece.subarray(0, cut);
    yield piece;
    from += piece.length;
  }
}

function* peopleInCards(bytes: Bytes, pictures: boolean): Generator<Came | Unread> {
  for (const piece of piecesOf(bytes)) {
    const { people, unread } = contactsIn(pictures ? piece : thinned(piece));
    for (const { uid, kind, note: _, photo, text, ...fields } of people) {
      if (kind === 'group') yield { text: fields.name ?? fields.known_for ?? '', why: 'nobody' };
      else yield { source: 'vcard', key: uid && `vcard/${uid}`, text, photo, fields };
    }
    for (const text of unread) yield { text, why: text.startsWith('BEGIN') ? 'nobody' : 'value' };
  }
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoded(binaryOf(bytes)));
  } catch {
    return undefined;
  }
}

/** Returns the records of an export, in any order of its members; undefined if it is not an export. */
export function recordsIn(whole: unknown): unknown[] | undefined {
  const { version, records } = (whole ?? {}) as { version?: unknown; records?: unknown };
  return version === 1 && Array.isArray(records) ? records : undefined;
}

/** Returns null if the file is of no known kind. `columns`: chosen by the user. */
export function openFile(given: Bytes, columns?: Column[]): Opened | null {
  const first = given.subarray(0, START);
  const begin = withoutMark(first);
  const start = binaryOf(begin);
  const whole = () => withoutMark(given.subarray(0, given.length));
  if (/BEGIN\s*:\s*VCALENDAR/iu.test(start)) return { what: 'calendar', bytes: whole() };
  if (/BEGIN\s*:\s*VCARD/iu.test(start)) {
    // Text in UTF-16 was converted, so offsets refer to the new bytes.
    const isInUtf8 = begin.buffer === first.buffer;
    return {
      what: 'people',
      items: ({ pictures = false } = {}) => peopleInCards(isInUtf8 ? given : whole(), pictures),
    };
  }
  const bytes = whole();
  if (/^\s*\{/u.test(start)) {
    const document = json(bytes);
    const records = recordsIn(document);
    if (records) return { what: 'archive', records };
    return isMonica(document)
      ? { what: 'people', items: () => peopleInMonica(document, importId) }
      : null;
  }
  const table = readTable(bytes);
  if (!table) return null;
  return { what: 'people', items: () => peopleInTable(table, columns ?? table.columns), table };
}
