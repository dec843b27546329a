/** Contacts as phones hand them over: vCard 2.1 to 4.0, as much of it as a person here has room for. */
import type { PersonFields } from '../../records/kinds';

export type Contact = Pick<PersonFields, 'emails' | 'phones' | 'links'> &
  Partial<Pick<PersonFields, 'organisation' | 'role' | 'birthday'>>;

export interface SharedContact {
  name: string;
  /** What the other phone's owner noted about them. */
  note: string;
  contact: Contact;
}

const MOST = 20;
const LONGEST = { item: 320, line: 200 };

/** Without repeats, and no more than a record may hold. */
export const few = (texts: readonly string[]): string[] =>
  [...new Set(texts.map((text) => text.trim()).filter(Boolean))]
    .filter((text) => Array.from(text).length <= LONGEST.item)
    .slice(0, MOST);

const line = (text: string): string | null =>
  Array.from(text.replace(/\s+/gu, ' ').trim()).slice(0, LONGEST.line).join('') || null;

interface Property {
  name: string;
  params: string;
  value: string;
}

const isQuotedPrintable = (line: string): boolean =>
  line
    .slice(0, line.indexOf(':') + 1)
    .toLowerCase()
    .includes('quoted-printable');

/** Long lines are folded: by a break and a space, or, quoted-printable, by `=` at the end. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  /** Of a quoted-printable value that goes on: its lines so far. */
  let open: string[] = [];
  for (const each of text
    .replace(/\r\n?/gu, '\n')
    .replace(/\n[ \t]/gu, '')
    .split('\n')) {
    const goesOn = each.endsWith('=') && (open.length > 0 || isQuotedPrintable(each));
    if (goesOn) open.push(each.slice(0, -1));
    else {
      lines.push([...open, each].join(''));
      open = [];
    }
  }
  return open.length ? [...lines, open.join('')] : lines;
}

function decoded(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = text[at] === '=' ? /^[0-9A-F]{2}/iu.exec(text.slice(at + 1)) : null;
    if (hex) {
      bytes.push(Number.parseInt(hex[0], 16));
      at += 2;
    } else bytes.push(...new TextEncoder().encode(text[at]));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const property = (text: string): Property | null => {
  const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:"])*)?):(.*)$/u.exec(text);
  if (!found) return null;
  const [, name = '', params = '', raw = ''] = found;
  const value = /quoted-printable/iu.test(params) ? decoded(raw) : raw;
  return { name: name.toUpperCase(), params, value };
};

const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/gu, (_, escaped: string) => (/n/iu.test(escaped) ? '\n' : escaped));

/** The parts of a value between `;` that is not escaped. */
const parts = (value: string): string[] =>
  value.split(/(?<!\\);/u).map((part) => unescaped(part).trim());

/** `--MM-DD` or `YYYY-MM-DD` of the many ways to write a birthday; null for what is no day. */
export function birthdayOf(value: string): string | null {
  const found = /^(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?$/u.exec(value.trim());
  if (!found) return null;
  const [, year = '', month = '', day = ''] = found;
  const known = year === '--' ? '2000' : year;
  const date = new Date(`${known}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return null;
  return year === '--' ? `--${month}-${day}` : `${year}-${month}-${day}`;
}

function oneOf(text: string): SharedContact {
  const found = unfolded(text).flatMap((each) => property(each) ?? []);
  const values = (name: string): string[] =>
    found.filter((one) => one.name === name).map(({ value }) => value);
  const first = (name: string): string => values(name)[0] ?? '';
  const [family = '', given = ''] = parts(first('N'));
  const name = unescaped(first('FN')).trim() || `${given} ${family}`.trim();
  const birthday = birthdayOf(first('BDAY'));
  const organisation = line(parts(first('ORG')).filter(Boolean).join(', '));
  const role = line(unescaped(first('TITLE') || first('ROLE')));
  return {
    name: line(name) ?? '',
    note: unescaped(first('NOTE')).trim(),
    contact: {
      // One field may hold several; each is somebody's own.
      emails: few(values('EMAIL').flatMap((value) => unescaped(value).split(/[,;]/u))),
      phones: few(values('TEL').map((value) => unescaped(value).replace(/^tel:/iu, ''))),
      links: few(values('URL').map(unescaped)),
      ...(organisation && { organisation }),
      ...(role && { role }),
      ...(birthday && { birthday }),
    },
  };
}

/** All contacts in a text; none when there is no vCard in it. */
export function vcardsIn(text: string): SharedContact[] {
  const cards: SharedContact[] = [];
  let from: number | undefined;
  for (const { 0: mark, index } of text.matchAll(/(?:BEGIN|END):VCARD/giu)) {
    if (/^B/iu.test(mark)) from ??= index + mark.length;
    else if (from !== undefined) {
      cards.push(oneOf(text.slice(from, index)));
      from = undefined;
    }
  }
  return cards;
}
