/**
 * Takes files apart that consist of properties: vCard 2.1, 3.0 and 4.0, and iCalendar.
 *
 * 1. The bytes are cut into lines and their folds undone, as bytes: a fold may fall inside a character.
 * 2. Each line is cut into name, parameters and value.
 * 3. Each value is decoded by itself.
 *
 * It never raises: a line that is no property is given back as it stands.
 */
import { binaryOf, decoded, inUtf8, unquoted, withoutMark } from './bytes';

export interface Property {
  /** In capitals, without its group; empty: the line is no property. */
  name: string;
  /** `item1` of `item1.TEL`. */
  group: string;
  /** In capitals, by name; types that 2.1 names alone are under `TYPE`. */
  params: ReadonlyMap<string, readonly string[]>;
  /** Decoded, not unescaped. Of base64 the letters. */
  value: string;
  /** The whole line, unfolded and decoded. */
  line: string;
  /** The line as it stood, with its folds, their ends CR LF; where it was not in UTF-8, `line`. */
  raw: string;
}

const QUOTED = /;(?:ENCODING=)?"?QUOTED-PRINTABLE/iu;
const BASE64 = /;(?:ENCODING=)?"?(?:BASE64|B)"?(?=[;:])/iu;
const BASE64_LINE = /^[ \t]*[A-Za-z0-9+/=]+[ \t]*$/u;

/** Where the value begins: behind the first colon outside of quotation marks; -1 where there is none. */
function colonIn(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

/** Each line, unfolded, and as it stood. */
function unfolded(binary: string): [line: string, raw: string][] {
  const physical = binary.split(/\r\n|\n|\r/u);
  const lines: [string, string][] = [];
  for (let at = 0; at < physical.length; at++) {
    const first = at;
    const parts = [physical[at] as string];
    const head = parts[0]?.slice(0, colonIn(parts[0]) + 1) ?? '';
    const next = () => physical[at + 1];
    if (QUOTED.test(head)) {
      // A soft break, before a blank is taken for a fold: the blank is one of the text.
      while (parts.at(-1)?.endsWith('=') && next() !== undefined) {
        parts.push(parts.pop()?.slice(0, -1) ?? '', physical[++at] as string);
      }
    }
    if (BASE64.test(head))
      while (BASE64_LINE.test(next() ?? '')) parts.push((physical[++at] as string).trim());
    while (/^[ \t]./su.test(next() ?? '')) parts.push((physical[++at] as string).slice(1));
    lines.push([parts.join(''), physical.slice(first, at + 1).join('\r\n')]);
  }
  return lines;
}

/** Cut at each semicolon outside of quotation marks. */
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

/** Each text of a property is made when it is first asked for: most are pictures, which nobody reads. */
class Lexed implements Property {
  readonly name: string;
  readonly group: string;
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly #charset: string;
  readonly #said: string;
  readonly #line: string;
  readonly #stood: string;
  #value: string | undefined;

  constructor([line, stood]: [string, string]) {
    const colon = colonIn(line);
    const [head = '', ...rest] = cut(line.slice(0, Math.max(colon, 0)));
    const found = colon < 0 ? null : NAME.exec(head.trim());
    this.params = paramsOf(rest);
    this.name = found?.[2]?.toUpperCase() ?? '';
    this.group = found?.[1] ?? '';
    this.#charset = this.params.get('CHARSET')?.[0] ?? '';
    this.#said = found ? line.slice(colon + 1) : '';
    this.#line = line;
    this.#stood = stood;
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
    return inUtf8(this.#stood) ?? this.line;
  }
}

/** All properties of a file, in its order, and the lines that are none; empty lines say nothing. */
export const propertiesIn = (bytes: Uint8Array): Property[] =>
  unfolded(binaryOf(withoutMark(bytes)))
    .filter(([line]) => line.trim())
    .map((one) => new Lexed(one));

/** A value as it was meant, its escapes undone. */
export const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/gu, (_, escaped: string) => (/n/iu.test(escaped) ? '\n' : escaped));

/** The parts of a value between signs that are not escaped, each as it was meant. */
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
