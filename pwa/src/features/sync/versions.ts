/**
 * What to write if two devices changed the text of a note without seeing each other's change, and the user
 * keeps one text or all. The edit is based on all versions, so the question is answered on every device.
 */
import type { Draft, Row } from '../../records/kinds';

/** The longest text of a note, in characters. */
const LONGEST = 10_000;

export interface Version {
  value: string;
  /** When it was written, in ms; null for the note's current text. */
  at: number | null;
}

/** Returns the current text, then the others, latest first, each text once. */
export function versionsOf(note: Row<'note'>): Version[] {
  const others = note.conflicts
    .filter((conflict) => conflict.field === 'body')
    .sort((a, b) => b.at - a.at);
  const all: Version[] = [{ value: note.fields.body, at: null }, ...others];
  return all.filter(
    ({ value }, index) => all.findIndex((version) => version.value === value) === index,
  );
}

const edit = (note: Row<'note'>, body: string): Draft => ({
  kind: 'note',
  record: note.id,
  base: note.rev,
  set: { body },
});

export const keepOne = (note: Row<'note'>, { value }: Version): Draft[] => [edit(note, value)];

/**
 * Returns the change that keeps all texts, one below the other. What does not fit into the note becomes notes
 * of their own, about the same people at the same event; `newId` makes their ids.
 */
export function keepAll(note: Row<'note'>, newId: () => string): Draft[] {
  const texts = versionsOf(note).map(({ value }) => value);
  const joined = texts.join('\n\n');
  if ([...joined].length <= LONGEST) return [edit(note, joined)];
  const [first = '', ...others] = texts;
  return [
    edit(note, first),
    ...others.map(
      (body): Draft => ({ kind: 'note', record: newId(), set: { ...note.fields, body } }),
    ),
  ];
}
