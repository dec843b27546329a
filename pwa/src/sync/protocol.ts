import type { Conflict, FieldError } from '../records/kinds';

/** When the fields of a record were set, in the server's ms: one time for all, or one for each. */
export type Edited = number | Record<string, number>;

/** A change of a record as it is sent; see "Sync" in docs/contract.md. */
export interface Change {
  id: string;
  kind: string;
  record: string;
  /** In ms of this phone's clock; strictly increasing on a device. */
  at: number;
  base?: number;
  set?: Record<string, unknown>;
  delete?: true;
  if_absent?: true;
  /** For a change that a restored server has lost: when it was made, as that server had said. */
  edited?: Edited;
}

/** A change that waits to be sent, or that the server refused (`parked`, with the reasons). */
export interface OutboxEntry extends Change {
  state: 'waiting' | 'parked';
  errors?: FieldError[];
}

export interface SyncRequest {
  account: string;
  device: string;
  now: number;
  timezone: string;
  cursor: string | null;
  changes: Change[];
  /** The number of fields of each kind that this phone knows; asks for a brief answer. */
  brief?: Record<string, number>;
}

export interface ChangeResult {
  id: string;
  status: 'applied' | 'duplicate' | 'merged' | 'rejected';
  errors?: FieldError[];
  /** The record is exactly as it was sent, at this revision, and not in the answer. */
  rev?: number;
  /** When the record's fields were set, with `rev`. */
  edited?: Edited;
}

export interface PulledRecord {
  kind: string;
  id: string;
  rev: number;
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts?: Conflict[];
  edited?: Edited;
  /** Forgotten for good: only the empty record is left. */
  forgotten?: boolean;
}

export interface SyncResponse {
  results: ChangeResult[];
  records: PulledRecord[];
  cursor: string | null;
  more: boolean;
  reset: boolean;
  /** The owner wants this phone wiped once nothing waits on it. */
  wipe?: boolean;
  /** The kinds and fields this server knows; an old one does not say. */
  knows?: Record<string, readonly string[]>;
  /** "restored": the server was restored from a backup, and may have lost what it acknowledged. */
  reset_reason?: string | null;
  /** With "restored": up to this revision nothing was lost. */
  restored_rev?: number | null;
}
