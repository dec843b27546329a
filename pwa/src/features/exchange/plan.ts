/** Works out what importing a file would change: who is new, known, deleted before, or perhaps somebody known. */
import { type Came, isUnread, type Unread } from '../../contacts/people';
import type { Photo } from '../../contacts/vcards';
import { foldedWords } from '../../records/fold';
import type { Draft, PersonFields } from '../../records/kinds';
import { NAMESPACE } from '../../records/nextMorning';
import { caseFolded, isTaken } from '../../records/text';
import { hex, nameId } from '../../records/uuid';

/** The longest original, in characters. */
const LONGEST = 262_144;

/** What is on this phone already. */
export interface Known {
  /** Of all records, deleted ones too. */
  ids: ReadonlySet<string>;
  deleted: ReadonlySet<string>;
  /** The name of a person by each of their identifying signs. */
  signs: ReadonlyMap<string, string>;
}

export interface Planned {
  id: string;
  state: 'fresh' | 'known' | 'deleted';
  fields: Came['fields'];
  original: { id: string; source: Came['source']; text: string; isKnown: boolean };
  hasPhoto: boolean;
  /** The original is longer than that, and is cut. */
  isCut: boolean;
  /** A field is longer than allowed, and is cut; the original has all of it. */
  isShort: boolean;
  /** The name of somebody known who looks the same. */
  alike: string | null;
}

export interface Plan {
  people: Planned[];
  unread: Unread[];
  /** The number of rows equal to another one. */
  again: number;
}

/** Returns the id of the attachment made from the picture on somebody's card. */
export const photoId = (person: string): string => nameId(NAMESPACE, `photo/${person}`);

export const importId = (key: string): string => nameId(NAMESPACE, `import/${key}`);

const keyOf = ({ key, fields: { name, known_for, emails, phones } }: Came): string =>
  key ?? `${caseFolded(name ?? known_for ?? '')}/${emails[0] ?? phones[0] ?? ''}`;

/** Returns the fields to set: not those that are empty in the file, nor texts that the server refuses. */
export function setOf(fields: Came['fields']): Partial<PersonFields> {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    Array.isArray(value)
      ? value.filter(isTaken)
      : value !== null && isTaken(value ?? '')
        ? value
        : null,
  ]);
  return Object.fromEntries(
    set.filter(([, value]) => (Array.isArray(value) ? value.length : value)),
  ) as Partial<PersonFields>;
}

async function originalId(person: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return nameId(NAMESPACE, `original/${person}/${hex(new Uint8Array(digest))}`);
}

const phoneKey = (phone: string): string => phone.replace(/\D/gu, '').slice(-9);

/** Returns what identifies somebody. A first name alone does not. */
export function signsOf({
  name,
  emails,
  phones,
}: Pick<PersonFields, 'name' | 'emails' | 'phones'>): string[] {
  const words = foldedWords(name ?? '');
  return [
    ...(words.length > 1 ? [`name ${words.join(' ')}`] : []),
    ...emails.map((email) => `email ${email.trim().toLowerCase()}`),
    ...phones.map(phoneKey).flatMap((digits) => (digits.length < 7 ? [] : `phone ${digits}`)),
  ];
}

/** How many hashes are requested at once: awaiting each takes longer than all the rest. */
const AT_ONCE = 200;

type One = Unread | (Planned & { photo: Photo | null });

/** Yields everybody one by one. Repeated rows are counted in `said`. */
export async function* planned(
  items: Iterable<Came | Unread>,
  known: Known,
  said: { again: number } = { again: 0 },
): AsyncGenerator<One> {
  const texts = new Map<string, Set<string>>();
  let asked: (One | Promise<One>)[] = [];
  for (const item of items) {
    const one = isUnread(item) ? item : planFor(item, known, texts);
    if (one) asked.push(one);
    else said.again += 1;
    if (asked.length < AT_ONCE) continue;
    yield* await Promise.all(asked);
    asked = [];
  }
  yield* await Promise.all(asked);
}

/** Returns null for a repeated row. */
function planFor(
  item: Came,
  known: Known,
  texts: Map<string, Set<string>>,
): Unread | Promise<One> | null {
  const key = keyOf(item);
  const set = setOf(item.fields);
  if (!set.name && !set.known_for) return { text: item.text.slice(0, 200), why: 'nobody' };
  const seen = texts.get(key) ?? new Set();
  texts.set(key, seen);
  if (seen.has(item.text)) return null;
  seen.add(item.text);
  const id = importId(seen.size > 1 ? `${key}/${seen.size}` : key);
  const whole = item.text.replaceAll('\0', '');
  // A character has at most two units, so only a text that may be too long is counted.
  const isCut = whole.length > LONGEST && Array.from(whole).length > LONGEST;
  const text = isCut ? Array.from(whole).slice(0, LONGEST).join('') : whole;
  const state = known.deleted.has(id) ? 'deleted' : known.ids.has(id) ? 'known' : 'fresh';
  const sign =
    state === 'fresh' ? signsOf(item.fields).find((each) => known.signs.has(each)) : undefined;
  return originalId(id, text).then((original) => ({
    id,
    state,
    fields: item.fields,
    original: { id: original, source: item.source, text, isKnown: known.ids.has(original) },
    hasPhoto: item.photo !== null,
    photo: item.photo,
    isCut,
    isShort: IN_ONE_LINE.some((field) => isShortened(item.fields[field], text)),
    alike: (sign && known.signs.get(sign)) ?? null,
  }));
}

const IN_ONE_LINE = ['name', 'known_for', 'organisation', 'role'] as const;

/** Whether a field was cut because it is full. */
const isShortened = (said: string | null, text: string): boolean =>
  said?.endsWith('…') === true && !text.includes(said);

/** Returns everybody without their pictures, which would take much memory with thousands of people. */
export async function planOf(items: Iterable<Came | Unread>, known: Known): Promise<Plan> {
  const plan: Plan = { people: [], unread: [], again: 0 };
  for await (const one of planned(items, known, plan)) {
    if ('why' in one) plan.unread.push(one);
    else {
      const { photo: _, fields, ...person } = one;
      // Copies each text, because a part of a string keeps the whole string in memory.
      plan.people.push({ ...person, fields: structuredClone(fields) });
    }
  }
  return plan;
}

/** Returns what to write about somebody; `back`: they were deleted, and are restored. */
export function draftsOf(
  { id, fields, original }: Planned,
  back: boolean,
  taken_on: string,
): Draft[] {
  const how = back ? {} : ({ if_absent: true } as const);
  const { id: record, source, text } = original;
  return [
    { kind: 'person', record: id, set: setOf(fields), ...how },
    { kind: 'original', record, set: { person_id: id, source, text, taken_on }, ...how },
  ];
}
