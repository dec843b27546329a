import { subline } from '../../records/headline';
import type { Row } from '../../records/kinds';

/**
 * What stands below somebody's name in the list of the evening. Of the note by which they were met it is
 * what they are known for, unless that is their heading already; of a later one its own words.
 */
export function wordsOf({ fields: { body } }: Row<'note'>, { fields }: Row<'person'>): string {
  const knownFor = subline(fields);
  const tags = fields.interests.map((tag) => `#${tag}`).filter((tag) => body.includes(tag));
  if (!knownFor && body.split(' #')[0] === fields.known_for) return tags.join(' ');
  return knownFor && body.includes(knownFor) ? [knownFor, ...tags].join(' ') : body;
}
