/**
 * Writes a person as a vCard 3.0. Pure; the server has the same rules (server/vcards/writer.py).
 *
 * If the person came from a card, its lines stay as they were: each whose property has no field here, and
 * each whose field still has the value read from it (byte for byte if it was 3.0 in UTF-8). A changed value
 * is written in the place of the old one; new ones come last.
 */
import { isSame, type PersonFields } from '../records/kinds';
import { asItStood, asVersion3, birthdayLine, escaped, line, textLine } from './cardLines';
import { type Property, propertiesIn, unescaped } from './lexer';
import { cardsIn, emailsIn, linksIn, own, personOf, phonesIn } from './vcards';

export type CardFields = Pick<
  PersonFields,
  | 'name'
  | 'known_for'
  | 'organisation'
  | 'role'
  | 'birthday'
  | 'interests'
  | 'emails'
  | 'phones'
  | 'links'
>;

type Channel = 'emails' | 'phones' | 'links';
type Single = 'name' | 'organisation' | 'birthday' | 'interests' | 'known_for';

const CHANNELS: Record<string, [Channel, (value: string) => string[]]> = {
  EMAIL: ['emails', emailsIn],
  TEL: ['phones', phonesIn],
  URL: ['links', linksIn],
  'X-SOCIALPROFILE': ['links', linksIn],
};
const NEW_CHANNELS = { emails: 'EMAIL;TYPE=INTERNET', phones: 'TEL', links: 'URL' } as const;
const KNOWN_FOR = 'X-KARMADEX-KNOWN-FOR';
const SINGLE: Record<string, Single> = {
  FN: 'name',
  N: 'name',
  ORG: 'organisation',
  BDAY: 'birthday',
  CATEGORIES: 'interests',
  [KNOWN_FOR]: 'known_for',
};

/** Returns what to call somebody in formats that require a name. */
export const heading = (person: CardFields): string =>
  person.name ||
  person.organisation ||
  person.known_for ||
  [...person.emails, ...person.phones, ...person.links][0] ||
  'Somebody';

/** Apple's properties that label another line of the same group. */
const LABELS = /^X-AB(?:LABEL|ADR)$/u;

const first = (card: readonly Property[], name: string): string =>
  unescaped(card.find((one) => one.name === name && one.value.trim())?.value ?? '').trim();

const NOBODY: CardFields = {
  name: null,
  known_for: null,
  organisation: null,
  role: null,
  birthday: null,
  interests: [],
  emails: [],
  phones: [],
  links: [],
};

/** Writes the card of a person, without a picture. `uid` is used if the original has none. */
export function writeCard(person: CardFields, original: string | null, uid: string): string {
  const found = original
    ? cardsIn(propertiesIn(new TextEncoder().encode(original))).find(Array.isArray)
    : undefined;
  return new Writer(person, found ?? []).write(uid);
}

/** Returns the cards nested in a card, by the property they belong to: in 3.0 a nested card is its value. */
function agentsIn(card: readonly Property[]): Map<Property, string> {
  const found = new Map<Property, string>();
  let [agent, depth]: [Property | undefined, number] = [undefined, 0];
  for (const item of card.slice(1)) {
    if (item.name === 'BEGIN') depth += 1;
    if (depth && agent) {
      const before = found.get(agent);
      found.set(agent, before === undefined ? item.line : `${before}\n${item.line}`);
    }
    if (item.name === 'END' && depth) depth -= 1;
    if (!depth && item.name === 'AGENT') agent = item;
  }
  return found;
}

class Writer {
  readonly person: CardFields;
  readonly card: Property[];
  readonly agents: ReadonlyMap<Property, string>;
  readonly was: CardFields;
  readonly is3: boolean;
  readonly titled: boolean;
  /** Properties that have been written, or were removed on purpose. */
  readonly done = new Set<string>();
  readonly shown = { emails: new Set(), phones: new Set(), links: new Set() };

  constructor(person: CardFields, card: Property[]) {
    this.person = person;
    this.card = card.length ? own(card) : [];
    this.agents = agentsIn(card);
    this.was = (card.length > 0 && personOf(card, [])) || NOBODY;
    this.is3 = first(this.card, 'VERSION') === '3.0';
    this.titled = first(this.card, 'TITLE') !== '';
  }

  write(uid: string): string {
    const kept = this.card
      .map((item): [Property, string] => [item, this.#line(item)])
      .filter(([, text]) => text);
    const isLabel = ({ group, name }: Property) => group !== '' && LABELS.test(name);
    const groups = new Set(kept.flatMap(([item]) => (isLabel(item) ? [] : item.group)));
    const lines = kept.flatMap(([item, text]) =>
      isLabel(item) && !groups.has(item.group) ? [] : text,
    );
    const version = this.done.has('VERSION') ? [] : ['VERSION:3.0'];
    return `${['BEGIN:VCARD', ...version, ...lines, ...this.#missing(uid), 'END:VCARD'].join('\r\n')}\r\n`;
  }

  #line(item: Property): string {
    const { name } = item;
    if (!name || name === 'PHOTO' || name === 'BEGIN' || name === 'END') return '';
    const within = this.agents.get(item);
    if (within) return textLine(name, within);
    if (name === 'UID' && !item.value.trim()) return '';
    if (name === 'VERSION') return this.is3 && !this.done.has(name) ? this.#kept(item) : '';
    const channel = CHANNELS[name];
    if (channel) return this.#channel(item, ...channel);
    if (name === 'TITLE' || name === 'ROLE') return this.#role(item);
    const field = SINGLE[name];
    if (field) return this.#single(item, field);
    const repeats = name === 'NOTE' && unescaped(item.value).trim() === this.was.known_for;
    return repeats ? this.#single(item, 'known_for') : this.#kept(item);
  }

  #kept(item: Property): string {
    const text = this.is3 ? asItStood(item) : asVersion3(item);
    if (text) this.done.add(item.name);
    return text;
  }

  #single(item: Property, field: Single): string {
    if (isSame(this.person[field] || null, this.was[field] || null)) return this.#kept(item);
    if (this.done.has(item.name)) return '';
    this.done.add(item.name);
    return this.#new(item.name);
  }

  #role(item: Property): string {
    const { role } = this.person;
    const isSource = item.name === (this.titled ? 'TITLE' : 'ROLE');
    if ((role || null) === this.was.role) return this.#kept(item);
    if (!role || (isSource && this.done.has(item.name))) return '';
    if (!isSource) return this.#kept(item);
    this.done.add(item.name);
    return textLine(item.name, role);
  }

  #channel(item: Property, field: Channel, read: (value: string) => string[]): string {
    const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
    const [wanted, before] = [lower(this.person[field]), lower(this.was[field])];
    const found = read(item.value);
    const left = found.filter((each) => wanted.includes(each.toLowerCase()));
    for (const each of lower(left)) this.shown[field].add(each);
    const isBeyond = !lower(found).some((each) => before.includes(each));
    if (left.length === found.length || isBeyond) return this.#kept(item);
    if (!left.length) return '';
    const head = item.line.slice(0, item.line.length - item.value.length - 1);
    return line(head, left.map(escaped).join(','));
  }

  #new(name: string): string {
    const { person } = this;
    if (name === 'FN') return textLine('FN', heading(person));
    if (name === 'N') {
      const words = heading(person).split(' ');
      const family = words.length > 1 ? (words.pop() as string) : '';
      return line('N', `${escaped(family)};${escaped(words.join(' '))};;;`);
    }
    if (name === 'CATEGORIES')
      return person.interests.length ? line(name, person.interests.map(escaped).join(',')) : '';
    if (name === 'BDAY') return person.birthday ? birthdayLine(person.birthday) : '';
    const text = name === 'ORG' ? person.organisation : person.known_for;
    return text ? textLine(name, text) : '';
  }

  #missing(uid: string): string[] {
    const { person, done } = this;
    const missing = (...names: string[]) =>
      names.filter((name) => !done.has(name)).map((name) => this.#new(name));
    return [
      ...missing('FN', 'N'),
      first(this.card, 'UID') ? '' : line('UID', uid),
      ...missing('ORG', 'BDAY', 'CATEGORIES'),
      person.role && !done.has('TITLE') && !done.has('ROLE') ? textLine('TITLE', person.role) : '',
      ...(['emails', 'phones', 'links'] as const).flatMap((field) =>
        person[field]
          .filter((each) => !this.shown[field].has(each.toLowerCase()))
          .map((each) => textLine(NEW_CHANNELS[field], each)),
      ),
      ...missing(KNOWN_FOR, 'NOTE'),
    ].filter(Boolean);
  }
}
