/** Groups deleted records for the trash. */
import type { Store } from '../../data/store';
import { type Draft, KINDS, type Kind, type Row } from '../../records/kinds';
import { revival } from '../../records/revival';

/** Originals are deleted with their person. Kinds of a newer app are left out. */
const SHOWN: readonly Kind[] = KINDS.filter((kind) => kind !== 'original');

/** Deletions within this time belong together, in ms: their times come from the server. */
const ONE_STROKE = 2_000;

export interface Thrown {
  row: Row;
  /** The records deleted together with a person. */
  along: Row[];
}

/** The latest first. Records deleted together with a person are restored together. */
export async function thrownAway(store: Store): Promise<Thrown[]> {
  const rows = (await store.trash()).filter(({ kind }) => SHOWN.includes(kind));
  const people = rows.filter(({ kind }) => kind === 'person').map((row) => ({ row, along: [] }));
  const of = new Map<string, Thrown>(people.map((one) => [one.row.id, one]));
  return rows.flatMap((row) => {
    const whom = whomOf(row)
      .map((id) => of.get(id))
      .find((one) => one && isOneStroke(one.row, row));
    whom?.along.push(row);
    return whom ? [] : [of.get(row.id) ?? { row, along: [] }];
  });
}

function whomOf(row: Row): readonly string[] {
  if (row.kind === 'note') return row.fields.person_ids;
  return row.kind === 'followup' ? [row.fields.person_id] : [];
}

const isOneStroke = (one: Row, other: Row): boolean =>
  Math.abs(Date.parse(one.deleted_at ?? '') - Date.parse(other.deleted_at ?? '')) <= ONE_STROKE;

/** Returns the drafts that restore it with everything deleted together. */
export const revived = ({ row, along }: Thrown): Draft[] => [row, ...along].map(revival);
