import { type Draft, isSame, type Row } from '../records/kinds';
import { revival } from '../records/revival';
import type { StoredRow } from './database';

/** What a write did to one record. */
interface Written {
  /** The row before the write; undefined if there was none. */
  before: StoredRow | undefined;
  after: StoredRow;
  fields: Set<string>;
}

/** Records what a write does, to work out what undoes it. */
export class UndoLog {
  readonly #written = new Map<string, Written>();

  add(draft: Draft, before: StoredRow | undefined, after: StoredRow | undefined): void {
    if (!after) return;
    const known = this.#written.get(draft.record);
    const fields = known?.fields ?? new Set();
    for (const field of Object.keys(draft.set ?? {})) fields.add(field);
    this.#written.set(draft.record, { before: known ? known.before : before, after, fields });
  }

  /** Returns a draft for each record that changed, the last one first. */
  drafts(): Draft[] {
    return [...this.#written.values()].reverse().flatMap((written) => undoOf(written) ?? []);
  }
}

/**
 * Returns the draft that undoes a write to one record: deletes it if it did not exist, restores it if it was
 * deleted, or sets the changed fields to their previous values. Other fields stay, as another device may have
 * changed them.
 */
function undoOf({ before, after, fields }: Written): Draft | undefined {
  const wasThere = before?.deleted_at === null;
  const isThere = after.deleted_at === null;
  if (!wasThere && !isThere) return undefined;
  if (!wasThere) return { kind: after.kind, record: after.id, delete: true } as Draft;
  const changed = [...fields].filter((name) => !isSame(before.fields[name], after.fields[name]));
  const set = Object.fromEntries(changed.map((name) => [name, before.fields[name] ?? null]));
  if (!isThere) return withFields(revival(before as unknown as Row), set);
  return changed.length ? ({ kind: after.kind, record: after.id, set } as Draft) : undefined;
}

const withFields = (draft: Draft, set: object): Draft =>
  ({ ...draft, set: { ...draft.set, ...set } }) as Draft;
