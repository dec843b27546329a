import type { Draft, Fields, Kind, Row } from './kinds';

/** The field that is set again to restore a record: any change after the deletion does it. */
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

/** Returns the draft that restores a deleted record as it was. */
export function revival(row: Pick<Row, 'kind' | 'id' | 'fields'>): Draft {
  const field = REVIVES[row.kind];
  const value = (row.fields as unknown as Record<string, unknown>)[field];
  return { kind: row.kind, record: row.id, set: { [field]: value } } as Draft;
}
