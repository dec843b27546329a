import { subline } from '../../records/headline';
import type { Row } from '../../records/kinds';

/**
 * Returns what to show below somebody's name in the list of the evening. For the note by which they were met
 * it is what they are known for, unless that is shown as the name; for later notes, their words.
 */
export function wordsOf({ fields: { body } }: Row<'note'>, { fields }: Row<'person'>): string {
  const knownFor = subline(fields);
  const tags = fields.interests.map((tag) => `#${tag}`).filter((tag) => body.includes(tag));
  if (!knownFor && body.split(' #')[0] === fields.known_for) return tags.join(' ');
  return knownFor && body.includes(knownFor) ? [knownFor, ...tags].join(' ') : body;
}
