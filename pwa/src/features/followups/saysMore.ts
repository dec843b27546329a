import { foldedWords } from '../../records/fold';
import type { Row } from '../../records/kinds';

/** Whether a note says anything that the person's card does not. Most notes are the line that made the card. */
export function saysMore(note: Row<'note'>, person: Row<'person'> | undefined): boolean {
  if (!person) return true;
  const { name, known_for, interests, emails, phones, links } = person.fields;
  const head = [name, known_for, ...interests, ...emails, ...phones, ...links];
  const said = new Set(foldedWords(head.join(' ')));
  return foldedWords(note.fields.body).some((word) => !said.has(word));
}
