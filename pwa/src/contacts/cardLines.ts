/** Writes the lines of a vCard 3.0. Pure; the server has the same rules (server/vcards/lines.py). */
import { birthdayOf } from './birthday';
import { cut, type Property } from './lexer';

/** The longest line, in octets without its line break. */
const LONGEST_LINE = 75;
/** Parameters that say how a value is encoded. We write all values the same way, so they are left out. */
const ENCODING = /^(?:QUOTED-PRINTABLE|BASE64|B|8BIT|7BIT)$/iu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g;

const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) as number;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Folds a line after at most 75 octets, never inside a character. */
export function folded(text: string): string {
  const pieces: string[] = [];
  let [piece, size] = ['', 0];
  for (const character of text) {
    const octets = octetsOf(character);
    if (size + octets > LONGEST_LINE) {
      pieces.push(piece);
      // The space that begins a folded line counts too.
      [piece, size] = ['', 1];
    }
    piece += character;
    size += octets;
  }
  return [...pieces, piece].join('\r\n ');
}

/** Escapes a text for use as a value of version 3.0. */
export const escaped = (text: string): string =>
  text.replace(/[\\,;]/gu, '\\$&').replace(/\r\n?|\n/gu, '\\n');

/** Returns one folded line. `value` must be escaped; `name` includes group and parameters. */
export const line = (name: string, value: string): string => folded(`${name}:${value}`);

export const textLine = (name: string, text: string): string => line(name, escaped(text));

/**
 * Apple does not read `--MM-DD` in version 3.0. It writes the year 1604, with a parameter that says to ignore
 * it.
 */
export const birthdayLine = (birthday: string): string =>
  birthday.startsWith('--')
    ? line('BDAY;X-APPLE-OMIT-YEAR=1604', `1604-${birthday.slice(2)}`)
    : line('BDAY', birthday);

/** Returns the original line of a property of version 3.0. */
export const asItStood = ({ raw }: Property): string => raw.replace(CONTROLS, '');

function parameter(text: string): string {
  const [, said = '', value = ''] = /^\s*(?:([\w-]+)\s*=)?(.*)$/su.exec(text) ?? [];
  const name = said.toUpperCase();
  if (name === 'ENCODING' || name === 'CHARSET' || (!name && ENCODING.test(value.trim())))
    return '';
  if (name === 'PREF') return 'TYPE=PREF';
  const bare = value.replace(CONTROLS, '').replaceAll('"', '').replace(/\s+/gu, ' ').trim();
  if (!name || name === 'TYPE') return `TYPE=${bare.replace(/[:;\s]+/gu, '-')}`;
  return /^[^\s",:;]+$/u.test(bare) ? `${name}=${bare}` : `${name}="${bare}"`;
}

/** Converts a property of another version to 3.0, with the same value. Returns '' if 3.0 has no such property. */
export function asVersion3({ name, group, params, value, line: whole }: Property): string {
  const birthday = name === 'BDAY' && birthdayOf(value, params.get('X-APPLE-OMIT-YEAR')?.[0]);
  if (birthday) return birthdayLine(birthday);
  const types = [...(params.get('TYPE') ?? []), ...(params.get('ENCODING') ?? [])];
  const [, ...heads] = cut(whole.slice(0, whole.length - value.length).replace(/:[^:]*$/su, ''));
  let kept = heads.map(parameter).filter(Boolean);
  let said = value.replace(/\r\n?/gu, '\n');
  if (types.some((type) => type === 'BASE64' || type === 'B')) {
    said = said.replace(/\s+/gu, '');
    kept.push('ENCODING=b');
  } else {
    // Version 2.1 does not escape commas; version 4.0 escapes like 3.0.
    const isOld = types.includes('QUOTED-PRINTABLE') || params.has('CHARSET');
    if (isOld && name !== 'CATEGORIES' && name !== 'NICKNAME')
      said = said.replace(/\\[\s\S]|,/gu, (found) => (found === ',' ? '\\,' : found));
    said = said.replaceAll('\n', '\\n');
  }
  const scheme = { TEL: /^tel:/iu, EMAIL: /^mailto:/iu }[name];
  if (scheme?.test(said)) {
    said = said.replace(scheme, '');
    kept = kept.filter((each) => !each.startsWith('VALUE='));
  }
  if (!said.trim()) return '';
  return line([group ? `${group}.${name}` : name, ...kept].join(';'), said.replace(CONTROLS, ''));
}
