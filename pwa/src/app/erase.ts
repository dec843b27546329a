import { openStore } from '../data/open';
import type { Draft, Fields, Kind, Row } from '../records/kinds';
import { toastUndo } from '../ui/Toast';

/** Setting one field again, later than the deletion, is what brings a record back. */
const REVIVES: { readonly [K in Kind]: keyof Fields[K] } = {
  event: 'name',
  person: 'archived',
  note: 'person_ids',
  followup: 'status',
  kindness: 'what',
  card: 'text',
};

/** The draft that brings a deleted record back as it was. */
export function revival(row: Row): Draft {
  const field = REVIVES[row.kind];
  const value = (row.fields as unknown as Record<string, unknown>)[field];
  return { kind: row.kind, record: row.id, set: { [field]: value } } as Draft;
}

/** Deletes a record and says so, with the way back. `told`: what the line says. */
export async function erase(row: Row, told: string): Promise<void> {
  const store = await openStore();
  await store.write([{ kind: row.kind, record: row.id, delete: true } as Draft]);
  toastUndo(told, () => void store.write([revival(row)]));
}
