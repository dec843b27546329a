import type { Draft, Fields, Kind, Row } from './kinds';

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
export function revival(row: Pick<Row, 'kind' | 'id' | 'fields'>): Draft {
  const field = REVIVES[row.kind];
  const value = (row.fields as unknown as Record<string, unknown>)[field];
  return { kind: row.kind, record: row.id, set: { [field]: value } } as Draft;
}
