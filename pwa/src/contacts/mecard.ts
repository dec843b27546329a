/**
 * Reads and writes MeCARD, the format for contacts that most cameras read. It is short, so the code has large
 * dots.
 */
import type { PersonFields } from '../records/kinds';

export type MecardFields = Pick<
  PersonFields,
  'name' | 'known_for' | 'organisation' | 'role' | 'emails' | 'phones' | 'links'
>;

const escaped = (text: string): string =>
  text
    .replace(/[\\;:,]/gu, '\\$&')
    .replace(/\s+/gu, ' ')
    .trim();

/**
 * Marks our own cards. Other readers show NOTE as a note; with this mark we read it as what somebody is known
 * for.
 */
const OURS = 'X-KDX';

/** Writes a MeCARD. What somebody wants to be remembered for comes before where they work. */
export function writeMecard(card: MecardFields): string {
  const words = (card.name ?? '').trim().split(/\s+/u);
  const family = words.length > 1 ? words.pop() : undefined;
  const name = [family, words.join(' ')].flatMap((part) => (part ? escaped(part) : [])).join(',');
  const parts: [string, string | null | undefined][] = [
    ['NOTE', card.known_for && escaped(card.known_for)],
    [OURS, card.known_for && '1'],
    ['ORG', card.organisation && escaped(card.organisation)],
    ['TITLE', card.role && escaped(card.role)],
    ...card.phones.map((phone): [string, string] => ['TEL', escaped(phone)]),
    ...card.emails.map((email): [string, string] => ['EMAIL', escaped(email)]),
    ...card.links.map((link): [string, string] => ['URL', escaped(link)]),
  ];
  const said = parts.flatMap(([key, value]) => (value ? `${key}:${value};` : []));
  return `MECARD:N:${name};${said.join('')};`;
}

/** Splits at a separator that is not escaped. */
const cut = (text: string, sign: ';' | ','): string[] => {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') parts[parts.length - 1] += text.slice(at, ++at + 1);
    else if (text[at] === sign) parts.push('');
    else parts[parts.length - 1] += text[at] as string;
  }
  return parts;
};

const plain = (text: string): string => text.replace(/\\([\s\S])/gu, '$1').trim();

/** Returns null if it is not a MeCARD. `note`: what it says beside the fields. */
export function readMecard(text: string): (MecardFields & { note: string }) | null {
  const body = /^\s*MECARD:([\s\S]*)$/iu.exec(text)?.[1];
  if (body === undefined) return null;
  const said = new Map<string, string[]>();
  for (const part of cut(body.slice(0, 4096), ';')) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]+):([\s\S]*)$/u.exec(part) ?? [];
    if (key && value.trim())
      said.set(key.toUpperCase(), [...(said.get(key.toUpperCase()) ?? []), value]);
  }
  const all = (key: string): string[] => (said.get(key) ?? []).map(plain);
  const [family = '', given = ''] = cut(said.get('N')?.[0] ?? '', ',').map(plain);
  const note = all('NOTE').join('\n');
  const isOurs = said.has(OURS);
  return {
    name: `${given} ${family}`.trim() || all('NICKNAME')[0] || null,
    known_for: isOurs ? note || null : null,
    organisation: all('ORG')[0] ?? null,
    role: all('TITLE')[0] ?? null,
    emails: all('EMAIL'),
    phones: all('TEL'),
    links: all('URL'),
    note: isOurs ? '' : note,
  };
}
