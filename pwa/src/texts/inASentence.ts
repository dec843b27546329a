import type { PersonFields } from '../records/kinds';
import { displayName } from './displayName';
import { followups as f } from './followups';

/**
 * Returns a person's name for a sentence or a list. What a nameless person is known for is quoted: "blogs
 * about marathoning, and always finishes last" would read as two people, or as part of the sentence.
 */
export const inASentence = (
  person: Pick<PersonFields, 'name' | 'known_for'>,
  event?: string,
): string =>
  !person.name?.trim() && person.known_for
    ? f.quoted(person.known_for.trim())
    : displayName(person, event);
