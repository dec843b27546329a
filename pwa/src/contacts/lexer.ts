/**
 * Splits vCards (2.1, 3.0, 4.0) and iCalendar files into properties.
 *
 * 1. The bytes are split into lines and unfolded, as bytes: a fold may be inside a character.
 * 2. Each line is split into name, parameters and value.
 * 3. Each value is decoded by itself.
 *
 * It never raises: a line that is not a property is returned as it is.
 */
import { binaryOf, decoded, inUtf8, unquoted, withoutMark } from './bytes';

export interface Property {
  /** In upper case, without its group; empty if the line is not a property. */
  name: string;
  /** `item1` of `item1.TEL`. */
  group: string;
  /** By name in upper case. Types that 2.1 gives without a name are under `TYPE`. */
  params: ReadonlyMap<string, readonly string[]>;
  /** Decoded, but not unescaped. Base64 stays encoded. */
  value: string;
  /** The whole line, unfolded and decoded. */
  line: string;
  /** The original line with its folds, line breaks as CR LF. If it was not UTF-8, the same as `line`. */
  raw: string;
}

const QUOTED = /;(?:ENCODING=)?"?QUOTED-PRINTABLE/iu;
const BASE64 = /;(?:ENCODING=)?"?(?:BASE64|B)"?(?=[;:])/iu;
const BASE64_LINE = /^[ \t]*[A-Za-z0-9+/=]+[ \t]*$/u;

/** Returns the index of the first colon outside of quotation marks; -1 if there is none. */
function colonIn(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

/** Returns each line unfolded, and the physical lines it was folded into. */
function unfolded(binary: string): [line: string, folds: string[]][] {
  const physical = binary.split(/\r\n|\n|\r/u);
  const lines: [string, string[]][] = [];
  for (let at = 0; at < physical.length; at++) {
    const first = at;
    const parts = [physical[at] as string];
    const head = parts[0]?.slice(0, colonIn(parts[0]) + 1) ?? '';
    const next = () => physical[at + 1];
    if (QUOTED.test(head)) {
      // A soft line break of quoted-printable comes before folding: a space after it belongs to the text.
      while (parts.at(-1)?.endsWith('=') && next() !== undefined) {
        parts.push(parts.pop()?.slice(0, -1) ?? '', physical[++at] as string);
      }
    }
    if (BASE64.test(head))
      while (BASE64_LINE.test(next() ?? '')) parts.push((physical[++at] as string).trim());
    while (/^[ \t]./su.test(next() ?? '')) parts.push((physical[++at] as string).slice(1));
    lines.push([parts.join(''), physical.slice(first, at + 1)]);
  }
  return lines;
}

/** Splits at each semicolon outside of quotation marks. */
export function cut(text: string): string[] {
  const parts: string[] = [];
  let [from, isQuoted] = [0, false];
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (at === text.length || (text[at] === ';' && !isQuoted)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return parts;
}

const NAME = /^(?:([\w-]+)\.)?([\w-]+)$/u;

function paramsOf(parts: readonly string[]): Map<string, string[]> {
  const params = new Map<string, string[]>();
  for (const part of parts) {
    const [, name = 'TYPE', said = ''] = /^\s*(?:([\w-]+)\s*=)?(.*)$/su.exec(part) ?? [];
    const key = name.toUpperCase();
    const values = said
      .replaceAll('"', '')
      .split(',')
      .map((value) => value.trim().toUpperCase());
    params.set(key, [...(params.get(key) ?? []), ...values.filter(Boolean)]);
  }
  return params;
}

/** Decodes the texts of a property only when asked for: most bytes are pictures, which nobody reads. */
class Lexed implements Property {
  readonly name: string;
  readonly group: string;
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly #charset: string;
  readonly #said: string;
  readonly #line: string;
  readonly #folds: readonly string[];
  #value: string | undefined;

  constructor([line, folds]: [string, string[]]) {
    const colon = colonIn(line);
    const [head = '', ...rest] = cut(line.slice(0, Math.max(colon, 0)));
    const found = colon < 0 ? null : NAME.exec(head.trim());
    this.params = paramsOf(rest);
    this.name = found?.[2]?.toUpperCase() ?? '';
    this.group = found?.[1] ?? '';
    this.#charset = this.params.get('CHARSET')?.[0] ?? '';
    this.#said = found ? line.slice(colon + 1) : '';
    this.#line = line;
    this.#folds = folds;
  }

  get value(): string {
    if (this.#value !== undefined) return this.#value;
    const said = [...(this.params.get('TYPE') ?? []), ...(this.params.get('ENCODING') ?? [])];
    const value = said.includes('QUOTED-PRINTABLE') ? unquoted(this.#said) : this.#said;
    this.#value = decoded(value, this.#charset);
    return this.#value;
  }

  get line(): string {
    return decoded(this.#line, this.#charset).trim();
  }

  get raw(): string {
    return inUtf8(this.#folds.join('\r\n')) ?? this.line;
  }
}

/**
 * Returns all properties of a file in their order, and lines that are not properties. Empty lines are
 * skipped.
 */
export const propertiesIn = (bytes: Uint8Array): Property[] =>
  unfolded(binaryOf(withoutMark(bytes)))
    .filter(([line]) => line.trim())
    .map((one) => new Lexed(one));

/** Undoes the escapes of a value. */
export const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/gu, (_, escaped: string) => (/n/iu.test(escaped) ? '\n' : escaped));

/** Splits a value at separators that are not escaped, and unescapes each part. */
export function partsOf(value: string, by: ';' | ',' = ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= value.length; at++) {
    if (value[at] === '\\') at += 1;
    else if (at === value.length || value[at] === by) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  if (from < value.length && value.endsWith('\\')) parts.push(value.slice(from));
  return parts.map((part) => unescaped(part).trim());
}
