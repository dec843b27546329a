/**
 * Recognises what a code contains: a contact, a profile, an event, or a text. Nothing is opened without a
 * tap.
 */
import { readMecard } from '../../contacts/mecard';
import { type Contact, few } from '../../contacts/sharedContact';
import type { EventFields } from '../../records/kinds';
import { startOf } from '../../records/text';
import { readEvening } from '../events/eveningCode';
import { cardsIn } from '../exchange/cards';

export type Scanned =
  | { what: 'person'; text: string; contact: Contact; isGuess: boolean }
  | { what: 'calendar'; text: string }
  | { what: 'evening'; event: EventFields }
  | { what: 'text'; text: string };

type Card = Pick<Contact, 'emails' | 'phones' | 'links'> & {
  name: string | null;
  known_for: string | null;
  organisation: string | null;
  role: string | null;
  birthday?: string | null;
  note: string;
};

function person(card: Card): Scanned {
  const { emails, phones, links, organisation, role, birthday, note, known_for } = card;
  const name = card.name ?? known_for ?? emails[0] ?? phones[0] ?? links[0] ?? '';
  const said = [card.name && known_for, note].filter(Boolean).join('\n');
  return {
    what: 'person',
    text: `${name} — ${said}`,
    contact: {
      called: name,
      emails: few(emails),
      phones: few(phones),
      links: few(links),
      ...(organisation && { organisation }),
      ...(role && { role }),
      ...(birthday && { birthday }),
    },
    isGuess: false,
  };
}

const NOBODY = { organisation: null, role: null, emails: [], phones: [], links: [], note: '' };

/** Guesses a name from a profile's address ("jane-doe-4b1a2"). The user is told that it may be wrong. */
export function guessedName(link: string): string {
  const { pathname, hostname } = new URL(link);
  const parts = pathname.split('/').filter(Boolean);
  const last = decodeURIComponent(parts.at(-1)?.replace(/%(?![\da-f]{2})/giu, '') ?? '');
  const words = last
    .replace(/^@/u, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !/\d/u.test(word));
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return name || hostname.replace(/^www\./u, '');
}

const readable = (code: string): string => startOf(code.trim(), 10_000);

const isVcard = (text: string): boolean => /^BEGIN:VCARD/iu.test(text);

/** Reads a code. Never raises; a vCard is kept as text if the worker that reads it cannot be loaded. */
export async function scanned(code: string): Promise<Scanned> {
  const text = readable(code);
  const [people] = isVcard(text)
    ? await cardsIn([new TextEncoder().encode(text)]).catch(() => [])
    : [];
  return readScanned(text, people?.[0]);
}

/** Reads a code, never raises. `card` is the person on its vCard. */
export function readScanned(code: string, card?: Card): Scanned {
  const text = readable(code);
  const mecard = readMecard(text);
  if (mecard) return person(mecard);
  if (card) return person(card);
  if (/^BEGIN:(?:VCALENDAR|VEVENT)/iu.test(text)) return { what: 'calendar', text };
  const event = readEvening(text);
  if (event) return { what: 'evening', event };
  const [, scheme = '', to = ''] = /^(mailto|tel|matmsg|smsto):([^?;]+)/iu.exec(text) ?? [];
  const name = { name: null, known_for: null };
  if (/^mailto$/iu.test(scheme)) return person({ ...NOBODY, ...name, emails: [to] });
  if (/^tel|^smsto/iu.test(scheme)) return person({ ...NOBODY, ...name, phones: [to] });
  if (/^https?:\/\/\S+$/iu.test(text)) {
    try {
      const read = person({ ...NOBODY, known_for: null, name: guessedName(text), links: [text] });
      return { ...read, isGuess: true } as Scanned;
    } catch {
      // It is not an address, or it names nobody.
    }
  }
  return { what: 'text', text };
}
