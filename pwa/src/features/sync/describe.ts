/** Describes a waiting change in a few words. */

import type { OutboxEntry } from '../../sync/protocol';
import { sync as s } from '../../texts/sync';

/** The fields by which records of a kind are recognised. */
const HEADS: Record<string, readonly string[]> = {
  event: ['name'],
  person: ['name', 'known_for'],
  note: ['body'],
  followup: ['promise'],
  kindness: ['what'],
  card: ['text'],
  attachment: ['caption'],
};

export interface Waiting {
  record: string;
  kind: string;
  title: string;
  /** What was done to the record; a deletion outweighs other changes. */
  done: 'made' | 'changed' | 'deleted';
}

export const kindName = (kind: string): string => s.kinds[kind as keyof typeof s.kinds] ?? kind;

/** Returns the id of the person a record is about, for records without a text of their own. */
export const aboutWhom = (fields: Record<string, unknown> | undefined): string | null =>
  typeof fields?.person_id === 'string' ? fields.person_id : null;

/** Returns the text by which a record is recognised; empty if it has none. */
export function headOf(kind: string, fields: Record<string, unknown>): string {
  const heads = (HEADS[kind] ?? []).map((field) => fields[field]);
  return String(heads.find((value) => typeof value === 'string' && value.trim() !== '') ?? '');
}

/**
 * Returns one line for each record, latest change first. `fields`: the current values of a record. `isNew`:
 * whether the server has never seen it. `nameOf`: the name of a person.
 */
export function waitingByRecord(
  entries: readonly OutboxEntry[],
  fields: (record: string) => Record<string, unknown> | undefined,
  isNew: (record: string) => boolean,
  nameOf: (person: string) => string | undefined,
): Waiting[] {
  const lines = new Map<string, Waiting>();
  for (const entry of [...entries].reverse()) {
    if (entry.state !== 'waiting' || lines.has(entry.record)) continue;
    const held = { ...entry.set, ...fields(entry.record) };
    const whom = aboutWhom(held);
    lines.set(entry.record, {
      record: entry.record,
      kind: entry.kind,
      title: headOf(entry.kind, held) || (whom && nameOf(whom)) || '',
      done: entry.delete ? 'deleted' : isNew(entry.record) ? 'made' : 'changed',
    });
  }
  return [...lines.values()];
}
