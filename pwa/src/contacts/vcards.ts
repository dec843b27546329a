/** Reads people from vCards as phones and programs write them. The cases are in tests/vectors/vcards. */
import { shortened } from '../records/shortened';
import { keepable } from '../records/text';
import { birthdayOf } from './birthday';
import { type Property, partsOf, propertiesIn, unescaped } from './lexer';

export interface Photo {
  media_type: string;
  base64: string;
}

export interface ContactPerson {
  /** Null only if `known_for` is set. */
  name: string | null;
  known_for: string | null;
  organisation: string | null;
  role: string | null;
  birthday: string | null;
  emails: string[];
  phones: string[];
  links: string[];
  interests: string[];
  note: string;
  uid: string | null;
  kind: 'person' | 'group';
  photo: Photo | null;
  /** The original card without its pictures; decoded if it was not UTF-8. */
  text: string;
}

export interface Contacts {
  people: ContactPerson[];
  /** Lines that could not be read, in the order of the file. */
  unread: string[];
}

const MOST = 20;
const MOST_INTERESTS = 50;
const LONGEST = { item: 320, interest: 60 };

const line = (text: string): string | null =>
  shortened(keepable(text).replace(/\s+/gu, ' ').trim()) || null;
const isWithin = (text: string, most: number): boolean => Array.from(text).length <= most;

/** Yields each card of a file as a list of properties, and each property outside of cards. */
export function* cardsIn(properties: readonly Property[]): Generator<Property[] | Property> {
  let card: Property[] | undefined;
  let depth = 0;
  for (const property of properties) {
    const { name, value } = property;
    const isEdge = value.trim().toUpperCase() === 'VCARD';
    if (name === 'BEGIN' && isEdge) {
      const last = card?.at(-1);
      if (card && (depth > 0 || (last?.name === 'AGENT' && !last.value.trim()))) {
        depth += 1;
        card.push(property);
        continue;
      }
      // The card before has no END.
      if (card) yield card;
      card = [property];
    } else if (card) {
      card.push(property);
      if (name !== 'END' || !isEdge) continue;
      if (depth > 0) depth -= 1;
      else {
        yield card;
        card = undefined;
      }
    } else yield property;
  }
  if (card) yield card;
}

/** Returns the properties of a card without those of cards nested in it: an agent's number is the agent's. */
export function own(card: readonly Property[]): Property[] {
  let depth = 0;
  return card.slice(1).filter(({ name }) => {
    if (name === 'BEGIN') depth += 1;
    const isOwn = depth === 0 && name !== 'END';
    if (name === 'END') depth -= 1;
    return isOwn;
  });
}

export const emailsIn = (value: string): string[] =>
  unescaped(value)
    .replace(/^mailto:/iu, '')
    .split(/[\s<>()[\],;:"]+/u)
    .filter((word) => /^[^@]+@[^@]+$/u.test(word));

/** Returns the numbers in a value that can be called; "*#06#" is a command to the phone. */
export function phonesIn(value: string): string[] {
  const phone = unescaped(value)
    .trim()
    .replace(/^tel:\s*/iu, '');
  return phone.replace(/\D/gu, '').length >= 3 && !/^[*#]/u.test(phone) ? [phone] : [];
}

export function linksIn(value: string): string[] {
  const link = unescaped(value).trim();
  if (/^https?:\/\/\S+$/iu.test(link)) return [link];
  return /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}(?:[/?#]\S*)?$/u.test(link)
    ? [`https://${link}`]
    : [];
}

const MEDIA = /^(?:IMAGE\/)?(JPE?G|PNG|GIF|WEBP|AVIF)$/u;

/** Returns an embedded picture; undefined if the value is a link, null if it cannot be read. */
function photoOf({ value, params }: Property): Photo | null | undefined {
  const data = /^data:([\w/+.-]+);base64,/iu.exec(value);
  if (!data && /^[a-z]+:\/\//iu.test(value)) return undefined;
  const base64 = (data ? value.slice(data[0].length) : value).replace(/\s+/gu, '');
  const types = [...(params.get('TYPE') ?? []), ...(params.get('MEDIATYPE') ?? [])];
  const type = types.map((each) => MEDIA.exec(each)?.[1]).find(Boolean) ?? 'JPEG';
  // Linear time: a pattern with the padding inside would backtrack.
  if (!base64 || /[^A-Za-z0-9+/]/.test(base64.replace(/={1,2}$/, ''))) return null;
  const media_type =
    data?.[1]?.toLowerCase() ?? `image/${type.toLowerCase().replace('jpg', 'jpeg')}`;
  return { media_type, base64 };
}

/** Whether a property embeds a picture or a sound. */
const isPicture = ({ name, value }: Property): boolean =>
  /^(?:PHOTO|LOGO|SOUND)$/u.test(name) && !/^(?!data:)[a-z]+:/iu.test(value);

/** Returns what a card says; null, and the card is added to `unread`, if it names nobody. */
export function personOf(card: Property[], unread: string[]): ContactPerson | null {
  const properties = own(card);
  const unreadHere: string[] = [];
  const all = (name: string): Property[] => properties.filter((one) => one.name === name);
  const first = (name: string): string => all(name).find(({ value }) => value.trim())?.value ?? '';
  const list = (
    names: readonly string[],
    read: (value: string) => string[],
    { most = MOST, longest = LONGEST.item, silent = false } = {},
  ): string[] => {
    const found = new Map<string, string>();
    for (const property of properties) {
      if (!names.includes(property.name) || !property.value.trim()) continue;
      const items = read(property.value).map(keepable);
      const fitting = items.filter((item) => isWithin(item, longest));
      let isWhole = fitting.length > 0 && fitting.length === items.length;
      for (const item of fitting) {
        const key = item.toLowerCase();
        if (found.has(key)) continue;
        if (found.size < most) found.set(key, item);
        else isWhole = false;
      }
      if (!isWhole && !(silent || property.name.startsWith('X-'))) unreadHere.push(property.line);
    }
    return [...found.values()];
  };
  for (const { name, line: text } of properties) if (!name) unreadHere.push(text);
  const emails = list(['EMAIL'], emailsIn);
  const phones = list(['TEL'], phonesIn);
  const links = list(['URL', 'X-SOCIALPROFILE'], linksIn);
  const interests = list(
    ['CATEGORIES'],
    (value) => partsOf(value, ',').filter((tag) => tag && tag !== 'myContacts'),
    { most: MOST_INTERESTS, longest: LONGEST.interest, silent: true },
  );

  const [family = '', given = '', more = ''] = partsOf(first('N'));
  const formed = [given, more.replace(/[,\s]+/gu, ' '), family].filter(Boolean).join(' ');
  const organisation = line(partsOf(first('ORG')).filter(Boolean).join(', '));
  const known_for = line(unescaped(first('X-KARMADEX-KNOWN-FOR')));
  const called = [unescaped(first('FN')), formed, unescaped(first('NICKNAME')), organisation ?? ''];
  const heading = known_for ? [] : [...emails, ...phones, ...links];
  const name = [...called, ...heading].map(line).find(Boolean) ?? null;
  if (!name && !known_for) {
    unread.push(card.map((property) => property.line).join('\n'));
    return null;
  }

  let birthday: string | null = null;
  for (const property of all('BDAY')) {
    if (!property.value.trim()) continue;
    birthday ??= birthdayOf(property.value, property.params.get('X-APPLE-OMIT-YEAR')?.[0]);
    if (!birthday) unreadHere.push(property.line);
  }
  let photo: Photo | null = null;
  for (const property of all('PHOTO')) {
    const read = photoOf(property);
    if (read === null) unreadHere.push(property.line);
    else photo ??= read ?? null;
  }
  const notes = all('NOTE').map(({ value }) =>
    keepable(unescaped(value).replace(/\r\n?/gu, '\n')).trim(),
  );
  const [head = '', ...others] = notes.filter(Boolean).join('\n').split('\n');
  const note = (head === known_for ? others : [head, ...others]).join('\n');
  const isGroup = [first('KIND'), first('X-ADDRESSBOOKSERVER-KIND')].some((kind) =>
    /^group$/iu.test(kind.trim()),
  );
  if (unreadHere.length > 1) {
    // In the order of the file.
    const order = new Map(card.map((property, index) => [property.line, index]));
    unreadHere.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  }
  for (const each of unreadHere) unread.push(each);
  return {
    name,
    known_for,
    organisation,
    role: line(unescaped(first('TITLE') || first('ROLE'))),
    birthday,
    emails,
    phones,
    links,
    interests,
    note,
    uid: first('UID').trim() || null,
    kind: isGroup ? 'group' : 'person',
    photo,
    text: `${card
      .filter((property) => !isPicture(property))
      .map(({ raw }) => raw)
      .join('\r\n')}\r\n`,
  };
}

/** Returns everybody in a file of vCards, whatever else is in it. Never raises. */
export function contactsIn(bytes: Uint8Array): Contacts {
  const people: ContactPerson[] = [];
  const unread: string[] = [];
  for (const card of cardsIn(propertiesIn(bytes))) {
    if (!Array.isArray(card)) unread.push(card.line);
    else {
      const person = personOf(card, unread);
      if (person) people.push(person);
    }
  }
  return { people, unread };
}
