import { foldedWords } from '../records/fold';
import type { Row } from '../records/kinds';
import { eveningOf } from '../records/nextMorning';
import { type Base, project } from '../sync/apply';
import type { OutboxEntry } from '../sync/protocol';
import type { StoredRow } from './database';

/** The fields that refer to people. */
export const PEOPLE_IN: Record<string, readonly string[]> = {
  person: ['introduced_by'],
  note: ['person_ids'],
  followup: ['person_id'],
  kindness: ['person_id', 'thanks_to', 'introduced_to'],
  attachment: ['of'],
  original: ['person_id'],
};

/** The other fields that refer to records. There is an index over all of them. */
const REFERENCES: Record<string, readonly string[]> = {
  person: ['met_at', 'merged_into'],
  note: ['event_id'],
};

export const reference = (kind: string, field: string, id: string): string =>
  `${kind}.${field}:${id}`;

/** Returns the words by which a person is found. */
export const wordsOf = ({ name, known_for }: StoredRow['fields']): string[] => [
  ...new Set(foldedWords(`${name ?? ''} ${known_for ?? ''}`)),
];

/** Returns the index key of notes without an event, by the evening on which they were captured. */
export const onEvening = (evening: string): string => reference('note', 'evening', evening);

function eveningIn({ captured_at, captured_timezone }: StoredRow['fields']): string[] {
  const at = Date.parse(captured_at as string);
  return Number.isNaN(at) ? [] : [onEvening(eveningOf(at, captured_timezone as string))];
}

function indexed(row: StoredRow): StoredRow {
  const { kind, fields } = row;
  const refsIn = (names: readonly string[] = []): string[] =>
    names.flatMap((field) => {
      const value = fields[field] as string | string[] | null | undefined;
      return (Array.isArray(value) ? value : value ? [value] : []).map((id) =>
        reference(kind, field, id),
      );
    });
  if (row.deleted_at !== null) {
    row.trash = row.deleted_at;
    // A deleted card still belongs to the card that it was merged into.
    if (fields.merged_into) row.refs = refsIn(['merged_into']);
    return row;
  }
  row.live = kind;
  const refs = [...refsIn(PEOPLE_IN[kind]), ...refsIn(REFERENCES[kind])];
  if (kind === 'note' && !fields.event_id) refs.push(...eveningIn(fields));
  if (refs.length) row.refs = refs;
  if (kind === 'followup' && fields.status === 'open') row.due = fields.due_on as string;
  if (kind === 'person') {
    const words = wordsOf(fields);
    if (words.length) row.words = words;
  }
  return row;
}

/** Returns the range of the index that holds merged people. */
export const mergedOnes = (): IDBKeyRange =>
  IDBKeyRange.bound('person.merged_into:', 'person.merged_into;');

/** The parts of a base that no screen shows. */
type Unseen = Pick<Base, 'edited' | 'sent' | 'forgotten'>;

const unseen = ({ edited, sent, forgotten }: Unseen): Unseen => ({
  ...(forgotten ? { forgotten } : {}),
  ...(edited === undefined ? {} : { edited }),
  ...(sent === undefined ? {} : { sent }),
});

/** Returns the record as it was last pulled; undefined if the server has not seen it. */
export function baseOf(row: StoredRow | undefined): Base | undefined {
  if (!row || row.rev === null) return undefined;
  if (row.base) return row.base;
  const { rev, fields, deleted_at, conflicts } = row;
  return { rev, fields, deleted_at, conflicts, ...unseen(row) };
}

/**
 * Returns the row to store for a record: its base, with its changes from the outbox applied. Undefined if
 * there is nothing to show.
 */
export function materialise(
  kind: string,
  id: string,
  base: Base | undefined,
  entries: readonly OutboxEntry[],
  pass: string | undefined,
): StoredRow | undefined {
  const view = project(kind, base, entries);
  if (!view) return undefined;
  const pending = entries.length > 0;
  return indexed({
    id,
    kind,
    rev: base?.rev ?? null,
    ...view,
    pending,
    ...(base && pending ? { base } : base ? unseen(base) : {}),
    ...(pass === undefined ? {} : { pass }),
  });
}

export const shown = (row: StoredRow): Row =>
  ({
    kind: row.kind,
    id: row.id,
    rev: row.rev,
    fields: row.fields,
    deleted_at: row.deleted_at,
    conflicts: row.conflicts,
    pending: row.pending,
  }) as unknown as Row;
