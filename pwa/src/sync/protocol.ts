import type { Conflict, FieldError } from '../records/kinds';

/** When the fields of a record were set, in the server's milliseconds: all at once, or each. */
export type Edited = number | Record<string, number>;

/** One change of one record, as it is sent: see "Sync" in the contract. */
export interface Change {
  id: string;
  kind: string;
  record: string;
  /** Milliseconds of this phone's clock; strictly increasing on a device. */
  at: number;
  base?: number;
  set?: Record<string, unknown>;
  delete?: true;
  if_absent?: true;
  /** Of a change that a restored server has lost: when it was made, as that server had said. */
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
  /** How many fields of each kind this phone knows: what stands as it sends it comes back in brief. */
  brief?: Record<string, number>;
}

export interface ChangeResult {
  id: string;
  status: 'applied' | 'duplicate' | 'merged' | 'rejected';
  errors?: FieldError[];
  /** The record stands as it was sent, at this revision, and is not among the answer's. */
  rev?: number;
  /** That of the record, beside `rev`. */
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
  /** For good: an empty stone is all that stays. */
  forgotten?: boolean;
}

export interface SyncResponse {
  results: ChangeResult[];
  records: PulledRecord[];
  cursor: string | null;
  more: boolean;
  reset: boolean;
  /** The owner wants this phone wiped, once nothing waits on it any more. */
  wipe?: boolean;
  /** The kinds and fields of this server; an old one does not say. */
  knows?: Record<string, readonly string[]>;
  /** "restored": the server stands on a backup and may have lost what it once acknowledged. */
  reset_reason?: string | null;
  /** With "restored": up to here a revision is still what it was. */
  restored_rev?: number | null;
}
