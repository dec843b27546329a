/** The tags of people. Pure. */

import { fold } from '../../records/fold';
import type { Row } from '../../records/kinds';
import { alphabet } from './order';

export interface TagCount {
  tag: string;
  people: number;
}

/** Returns all tags, ignoring case, the most frequent first. */
export function tagsOf(people: readonly Row<'person'>[]): TagCount[] {
  const tags = new Map<string, TagCount>();
  for (const { fields } of people)
    for (const tag of fields.interests) {
      const known = tags.get(fold(tag));
      if (known) known.people += 1;
      else tags.set(fold(tag), { tag, people: 1 });
    }
  return [...tags.values()].sort((a, b) => b.people - a.people || alphabet.compare(a.tag, b.tag));
}
