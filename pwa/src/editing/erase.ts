import type { Draft, Fields, Kind, Row } from '../records/kinds';
import { writeWithUndo } from './undo';

/** Setting one field again, later than the deletion, is what brings a record back. */
const REVIVES: { readonly [K in Kind]: keyof Fields[K] } = {
  event: 'name',
  person: 'archived',
  note: 'person_ids',
  followup: 'status',
  kindness: 'what',
  card: 'text',
  attachment: 'of',
  original: 'taken_on',
};

/** The draft that brings a deleted record back as it was. */
export function revival(row: Row): Draft {
  const field = REVIVES[row.kind];
  const value = (row.fields as unknown as Record<string, unknown>)[field];
  return { kind: row.kind, record: row.id, set: { [field]: value } } as Draft;
}

const underWay = new Set<string>();

/**
 * Deletes a record and says so, with the way back. `told`: what the line says. `leave` is called once
 * the deletion lies on the disk: "back" may load another page, and would take along what is only being
 * written. Rejects with NotKept where it cannot be kept; then nothing is left. A second tap meanwhile
 * does nothing.
 */
export async function erase(row: Row, told: string, leave?: () => void): Promise<void> {
  if (underWay.has(row.id)) return;
  underWay.add(row.id);
  try {
    const deletion = { kind: row.kind, record: row.id, delete: true } as Draft;
    await writeWithUndo([deletion], told, [revival(row)]);
  } finally {
    underWay.delete(row.id);
  }
  leave?.();
}
