/** What a file would change: who is new, known, deleted here before, perhaps the same as somebody. */
import { type Came, isUnread, type Unread } from '../../contacts/people';
import type { Photo } from '../../contacts/vcards';
import { foldedWords } from '../../records/fold';
import type { Draft, PersonFields } from '../../records/kinds';
import { NAMESPACE } from '../../records/nextMorning';
import { caseFolded, isTaken } from '../../records/text';
import { hex, nameId } from '../../records/uuid';
import type { Known } from './known';

/** The characters of an original. */
const LONGEST = 262_144;

export interface Planned {
  id: string;
  state: 'fresh' | 'known' | 'deleted';
  fields: Came['fields'];
  original: { id: string; source: Came['source']; text: string; isKnown: boolean };
  hasPhoto: boolean;
  /** More than an original holds. */
  isCut: boolean;
  /** More than a field holds; the original has it whole. */
  isShort: boolean;
  /** What somebody who looks the same is called. */
  alike: string | null;
}

export interface Plan {
  people: Planned[];
  unread: Unread[];
  /** Rows that say the same as another one. */
  again: number;
}

/** The attachment that is made of the picture on somebody's card. */
export const photoId = (person: string): string => nameId(NAMESPACE, `photo/${person}`);

export const importId = (key: string): string => nameId(NAMESPACE, `import/${key}`);

const keyOf = ({ key, fields: { name, known_for, emails, phones } }: Came): string =>
  key ?? `${caseFolded(name ?? known_for ?? '')}/${emails[0] ?? phones[0] ?? ''}`;

/** Only what the file has: a field that is empty in it is not set. Text that no server takes stays out. */
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

/** By what somebody is recognised; a first name alone says nothing. */
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

/** So many hashes are asked for at once: to wait for each by itself takes longer than all the rest. */
const AT_ONCE = 200;

type One = Unread | (Planned & { photo: Photo | null });

/** Everybody, one after the other; how many rows say the same as another one is counted in `said`. */
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

/** Null for a row that says the same as another one. */
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
  // No character takes more than two units: only what may be too long is counted.
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

/** Whether a field ends where it is full, and not because that was all. */
const isShortened = (said: string | null, text: string): boolean =>
  said?.endsWith('…') === true && !text.includes(said);

/** All of them, but their pictures: a phone holds no thousand of those in memory for nothing. */
export async function planOf(items: Iterable<Came | Unread>, known: Known): Promise<Plan> {
  const plan: Plan = { people: [], unread: [], again: 0 };
  for await (const one of planned(items, known, plan)) {
    if ('why' in one) plan.unread.push(one);
    else {
      const { photo: _, fields, ...person } = one;
      // Each text of its own: as part of the piece that it was cut from, it would hold on to all of that.
      plan.people.push({ ...person, fields: structuredClone(fields) });
    }
  }
  return plan;
}

/** What is written of somebody; `back`: they were deleted, and are to come back. */
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
