/** Who came in a file, whatever it was: the fields that it fills, and all that it said, word for word. */
import type { PersonFields } from '../records/kinds';
import { shortened } from '../records/shortened';
import { keepable } from '../records/text';
import type { Photo } from './vcards';
import type { CardFields } from './writeCard';

export interface Came {
  source: 'vcard' | 'csv' | 'monica';
  /** What tells them apart from all others; null: their name and first address or number do. */
  key: string | null;
  /** As it came, without pictures. */
  text: string;
  photo: Photo | null;
  fields: CardFields & Partial<Pick<PersonFields, 'met_on' | 'introduced_by'>>;
}

/** What could not be read; `at`: the line of the file, where that is known. */
export interface Unread {
  at?: number;
  text: string;
  /** Nobody: it says of nobody who they are. Value: it says something that no field can hold. */
  why: 'nobody' | 'value';
}

export const isUnread = (one: Came | Unread): one is Unread => 'why' in one;

/** In one line, as long as a field is. */
export const fitted = (text: string): string | null =>
  shortened(keepable(text).replace(/\s+/gu, ' ').trim()) || null;

/** Each once, whatever its case, as many and as long as a record may hold. */
export function listed(texts: readonly string[], [most, longest] = [20, 320]): string[] {
  const found = new Map<string, string>();
  for (const each of texts) {
    const text = keepable(each).replace(/\s+/gu, ' ').trim();
    if (text && Array.from(text).length <= longest && !found.has(text.toLowerCase()))
      found.set(text.toLowerCase(), text);
  }
  return [...found.values()].slice(0, most);
}
