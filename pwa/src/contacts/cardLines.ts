/** The lines of a card in version 3.0. Pure; the server has the same rules (server/vcards/lines.py). */
import { birthdayOf } from './birthday';
import { cut, type Property } from './lexer';

/** A line has at most so many octets, without its end. */
const LONGEST_LINE = 75;
/** Parameters that say how a value is written; here there is but one way. */
const ENCODING = /^(?:QUOTED-PRINTABLE|BASE64|B|8BIT|7BIT)$/iu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g;

const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) as number;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Cut into lines of at most 75 octets, between characters. */
export function folded(text: string): string {
  const pieces: string[] = [];
  let [piece, size] = ['', 0];
  for (const character of text) {
    const octets = octetsOf(character);
    if (size + octets > LONGEST_LINE) {
      pieces.push(piece);
      // The blank of the fold is one of the 75.
      [piece, size] = ['', 1];
    }
    piece += character;
    size += octets;
  }
  return [...pieces, piece].join('\r\n ');
}

/** A text as a value of 3.0. */
export const escaped = (text: string): string =>
  text.replace(/[\\,;]/gu, '\\$&').replace(/\r\n?|\n/gu, '\\n');

/** One folded line; `value` is escaped already, `name` has its group and parameters. */
export const line = (name: string, value: string): string => folded(`${name}:${value}`);

export const textLine = (name: string, text: string): string => line(name, escaped(text));

/** Apple reads no `--MM-DD` in 3.0: it writes the year 1604, and says that there is none. */
export const birthdayLine = (birthday: string): string =>
  birthday.startsWith('--')
    ? line('BDAY;X-APPLE-OMIT-YEAR=1604', `1604-${birthday.slice(2)}`)
    : line('BDAY', birthday);

/** A line of 3.0, as it stood. */
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

/** A property of another version, its value the same; empty for what has none. */
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
    // 2.1 escapes no comma; 4.0 escapes as 3.0 does.
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
