/** What a waiting change is about, in a few words. */
import { sync as s } from '../../app/texts/en/sync';
import type { OutboxEntry } from '../../sync/protocol';

/** The field that a record of a kind is recognised by. */
const HEADS: Record<string, readonly string[]> = {
  event: ['name'],
  person: ['name', 'known_for'],
  note: ['body'],
  followup: ['promise'],
  kindness: ['what'],
  card: ['text'],
};

export interface Waiting {
  record: string;
  kind: string;
  title: string;
  /** What was done to it, the deletion before all. */
  done: 'made' | 'changed' | 'deleted';
}

export const kindName = (kind: string): string => s.kinds[kind as keyof typeof s.kinds] ?? kind;

/** The words that a record is recognised by, from its fields; empty when they hold none. */
export function headOf(kind: string, fields: Record<string, unknown>): string {
  const heads = (HEADS[kind] ?? []).map((field) => fields[field]);
  return String(heads.find((value) => typeof value === 'string' && value.trim() !== '') ?? '');
}

/**
 * One line a record, latest change first. `fields` gives what the phone holds of it now, `isNew`
 * whether the server has never seen it.
 */
export function waitingByRecord(
  entries: readonly OutboxEntry[],
  fields: (record: string) => Record<string, unknown> | undefined,
  isNew: (record: string) => boolean,
): Waiting[] {
  const lines = new Map<string, Waiting>();
  for (const entry of [...entries].reverse()) {
    if (entry.state !== 'waiting' || lines.has(entry.record)) continue;
    lines.set(entry.record, {
      record: entry.record,
      kind: entry.kind,
      title: headOf(entry.kind, { ...entry.set, ...fields(entry.record) }),
      done: entry.delete ? 'deleted' : isNew(entry.record) ? 'made' : 'changed',
    });
  }
  return [...lines.values()];
}
