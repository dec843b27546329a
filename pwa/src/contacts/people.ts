/** A person read from any kind of file: the fields it fills, and the original text. */
import type { PersonFields } from '../records/kinds';
import { shortened } from '../records/shortened';
import { keepable } from '../records/text';
import type { Photo } from './vcards';
import type { CardFields } from './writeCard';

export interface Came {
  source: 'vcard' | 'csv' | 'monica';
  /** Identifies the person in the file; null if name and first address or number have to do that. */
  key: string | null;
  /** The original, without pictures. */
  text: string;
  photo: Photo | null;
  fields: CardFields & Partial<Pick<PersonFields, 'met_on' | 'introduced_by'>>;
}

/** An entry that could not be read; `at`: its line in the file, if known. */
export interface Unread {
  at?: number;
  text: string;
  /** `nobody`: it does not say who it is about. `value`: it contains something that fits no field. */
  why: 'nobody' | 'value';
}

export const isUnread = (one: Came | Unread): one is Unread => 'why' in one;

/** Returns the text on one line, cut to the length of a field; null if empty. */
export const fitted = (text: string): string | null =>
  shortened(keepable(text).replace(/\s+/gu, ' ').trim()) || null;

/** Returns each text once, ignoring case, as many and as long as a record may hold. */
export function listed(texts: readonly string[], [most, longest] = [20, 320]): string[] {
  const found = new Map<string, string>();
  for (const each of texts) {
    const text = keepable(each).replace(/\s+/gu, ' ').trim();
    if (text && Array.from(text).length <= longest && !found.has(text.toLowerCase()))
      found.set(text.toLowerCase(), text);
  }
  return [...found.values()].slice(0, most);
}
