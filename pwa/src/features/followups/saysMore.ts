import { foldedWords } from '../../records/fold';
import type { Row } from '../../records/kinds';

/** Whether a note says anything that the head of the person's card does not: most are that one line. */
export function saysMore(note: Row<'note'>, person: Row<'person'> | undefined): boolean {
  if (!person) return true;
  const { name, known_for, interests } = person.fields;
  const said = new Set(foldedWords([name, known_for, ...interests].join(' ')));
  return foldedWords(note.fields.body).some((word) => !said.has(word));
}
