import { type Conflict, DEFAULTS, type Kind, REQUIRED } from '../records/kinds';
import type { Change, Edited, OutboxEntry } from './protocol';

/** A record as the server last gave it. */
export interface Base {
  rev: number;
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts: Conflict[];
  /** When its fields were set, as the server said. */
  edited?: Edited;
  /** For good: nothing is ever sent of it again. */
  forgotten?: true;
  /** What the server took since then, while no pull has brought it: should it come back from a backup. */
  sent?: OutboxEntry[];
}

/** A record as it is shown. */
export interface View {
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts: Conflict[];
}

const isKind = (kind: string): kind is Kind => kind in DEFAULTS;

/**
 * The pulled record with the changes of the outbox, in the order of their `at`, on top: what the
 * server will hold if nobody else edits. Undefined while there is not enough of it to show: no base,
 * and a first change that lacks what it has to hold, or nothing at all.
 */
export function project(
  kind: string,
  base: Base | undefined,
  changes: readonly Change[],
): View | undefined {
  let fields = base?.fields;
  let deletedAt = base?.deleted_at ?? null;
  let conflicts = base?.conflicts ?? [];
  for (const change of changes) {
    if (change.delete) {
      deletedAt = new Date(change.at).toISOString();
      continue;
    }
    const set = change.set ?? {};
    // Sent again, after a restore, only to be offered beside the text that stands.
    if (change.edited !== undefined && change.base === 0) continue;
    if (change.if_absent) {
      // What was never set cannot be told from what was set to its default: the server decides.
      fields ??= set;
      continue;
    }
    fields = { ...fields, ...set };
    deletedAt = null;
    if (base && change.base === base.rev) {
      conflicts = conflicts.filter((conflict) => !(conflict.field in set));
    }
  }
  if (!fields) return undefined;
  if (!base && isKind(kind)) {
    const held = fields;
    if (!(REQUIRED[kind] as readonly string[]).every((field) => field in held)) return undefined;
    fields = { ...DEFAULTS[kind], ...held };
  }
  return { fields, deleted_at: deletedAt, conflicts };
}
