/** What a waiting change is about, in a few words. */

import type { OutboxEntry } from '../../sync/protocol';
import { sync as s } from '../../texts/sync';

/** The field that a record of a kind is recognised by. */
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
  /** What was done to it, the deletion before all. */
  done: 'made' | 'changed' | 'deleted';
}

export const kindName = (kind: string): string => s.kinds[kind as keyof typeof s.kinds] ?? kind;

/** The person that a record is about, for those that say nothing themselves. */
export const aboutWhom = (fields: Record<string, unknown> | undefined): string | null =>
  typeof fields?.person_id === 'string' ? fields.person_id : null;

/** The words that a record is recognised by, from its fields; empty when they hold none. */
export function headOf(kind: string, fields: Record<string, unknown>): string {
  const heads = (HEADS[kind] ?? []).map((field) => fields[field]);
  return String(heads.find((value) => typeof value === 'string' && value.trim() !== '') ?? '');
}

/**
 * One line a record, latest change first. `fields` gives what the phone holds of it now, `isNew`
 * whether the server has never seen it, `nameOf` how a person is called.
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
