/** What was deleted, as one looks for it. */
import type { Store } from '../../data/store';
import { type Draft, KINDS, type Kind, type Row } from '../../records/kinds';
import { revival } from '../../records/revival';

/** An original goes with its person; and a newer app may have deleted what this one does not know. */
const SHOWN: readonly Kind[] = KINDS.filter((kind) => kind !== 'original');

/** So far apart, in ms, are deletions of one stroke: their times come by way of the server. */
const ONE_STROKE = 2_000;

export interface Thrown {
  row: Row;
  /** What went along with somebody. */
  along: Row[];
}

/** The latest first; what went along with somebody at one stroke comes back with them. */
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

/** What brings it back, whole. */
export const revived = ({ row, along }: Thrown): Draft[] => [row, ...along].map(revival);
