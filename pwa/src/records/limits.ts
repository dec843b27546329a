/** The limits of texts, as in the API document. What the server would refuse is not sent. */
import type { Fields, Kind } from './kinds';
import { isTaken, lengthOf } from './text';

/** The most characters of a note, and the most people it may name. */
export const NOTE = 10_000;
export const PEOPLE = 50;

/** For a text, its characters; for a list, its entries, and the characters of each. */
type Limit = number | readonly [entries: number, characters: number];

const REACH: Limit = [20, 320];

export const LIMITS: { readonly [K in Kind]: Partial<Record<keyof Fields[K], Limit>> } = {
  event: { name: 200, place: 200, description: 5000 },
  person: {
    name: 200,
    known_for: 200,
    organisation: 200,
    role: 200,
    interests: [50, 60],
    emails: REACH,
    phones: REACH,
    links: REACH,
  },
  note: { body: NOTE, person_ids: [PEOPLE, 36] },
  followup: { promise: 500 },
  kindness: { what: 1000 },
  card: { text: 500, details: 5000, client: 200 },
  attachment: { caption: 500 },
  // An original is stored as it came; the import decides how much of it.
  original: {},
};

/** Why a text is refused: longer than `most` characters, or too many combining marks on a letter. */
export type Refusal = { why: 'long'; most: number; has: number } | { why: 'marks' };

export function refusalOf(text: string, most: number): Refusal | undefined {
  if (!isTaken(text)) return { why: 'marks' };
  const has = lengthOf(text);
  return has > most ? { why: 'long', most, has } : undefined;
}

/** Returns the first field whose value the server would refuse. */
export function refusedIn(
  kind: Kind,
  set: object,
): ({ field: string } & (Refusal | { why: 'many'; most: number })) | undefined {
  const limits = LIMITS[kind] as Record<string, Limit>;
  for (const [field, value] of Object.entries(set)) {
    const limit = limits[field];
    if (limit === undefined || value === null || value === undefined) continue;
    const [entries, most] = typeof limit === 'number' ? [1, limit] : limit;
    const texts = (Array.isArray(value) ? value : [value]) as string[];
    if (texts.length > entries) return { field, why: 'many', most: entries };
    for (const text of texts) {
      const refusal = refusalOf(text, most);
      if (refusal) return { field, ...refusal };
    }
  }
  return undefined;
}
