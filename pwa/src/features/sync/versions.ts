/**
 * Two devices changed the text of one note without seeing each other: what keeping one, or all, of
 * the texts writes. Any of it is an edit made with all versions in sight, so that the question is
 * answered on every device.
 */
import type { Draft, Row } from '../../records/kinds';

/** What a note's text may hold, in characters. */
const LONGEST = 10_000;

export interface Version {
  value: string;
  /** When it was written, in ms; null for the text that the note has now. */
  at: number | null;
}

/** The text now, then the others, latest first; a text that is there twice is listed once. */
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
 * All texts, one below the other. What would not fit into one note becomes notes of their own, about
 * the same people at the same event; `newId` makes their ids.
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
