import { type Conflict, DEFAULTS, type Kind, REQUIRED } from '../records/kinds';
import type { Change, Edited, OutboxEntry } from './protocol';

/** A record as the server last sent it. */
export interface Base {
  rev: number;
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts: Conflict[];
  /** When its fields were set, as the server says. */
  edited?: Edited;
  /** Forgotten for good: nothing of it is ever sent again. */
  forgotten?: true;
  /** Changes the server accepted that no pull has brought yet, in case it is restored from a backup. */
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
 * Returns the pulled record with the changes of the outbox applied, in the order of their `at`: what the
 * server will have if nobody else edits. Undefined if it cannot be shown yet: there is no base, and the first
 * change lacks required fields, or there is none.
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
    // Sent again to a restored server, only to be offered beside the current text.
    if (change.edited !== undefined && change.base === 0) continue;
    if (change.if_absent) {
      // A field never set cannot be distinguished from one set to its default, so the server decides.
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
