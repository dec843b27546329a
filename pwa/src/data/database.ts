import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Conflict } from '../records/kinds';
import type { Base } from '../sync/apply';
import type { Edited, OutboxEntry } from '../sync/protocol';

/** A record as it lies in the database: the view, ready to be shown, and what it was made from. */
export interface StoredRow {
  id: string;
  kind: string;
  rev: number | null;
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts: Conflict[];
  pending: boolean;
  /** Of the base, while the row is as pulled. */
  edited?: Edited;
  sent?: OutboxEntry[];
  forgotten?: true;
  /** As pulled; only while changes wait on top, else the row itself is as pulled. */
  base?: Base;
  /** The full pull that last brought it; see `Progress.full`. */
  pass?: string;
  /** The kind, while it is not deleted. An absent property keeps a row out of its index. */
  live?: string;
  /** `deleted_at`, while it is deleted. */
  trash?: string;
  /** `due_on` of an open follow-up. */
  due?: string;
  /** `kind.field:id` for each record that a live one refers to. */
  refs?: string[];
  /** How a live person may be looked for: folded words of the name and of what they are known for. */
  words?: string[];
}

/** How far the sync has come. */
export interface Progress {
  cursor: string | null;
  /** When a pull last ended, in milliseconds. */
  last_at: number | null;
  /** A pull that started over and has not ended: what it does not bring by then goes. */
  full?: Resync;
}

export interface Resync {
  pass: string;
  /** The server stands on a backup. */
  restored: boolean;
  /** Up to this revision it has lost nothing. */
  rev?: number;
}

export interface Clock {
  /** This installation, as the server knows it. */
  device: string;
  /** The last `at` given out, in milliseconds; 0 before the first. */
  last: number;
}

/** What was moved here from the local database: its changes up to that `at`. */
export interface Moved {
  [localDevice: string]: number;
}

export interface Schema extends DBSchema {
  records: {
    key: string;
    value: StoredRow;
    indexes: { live: string; trash: string; due: string; refs: string; words: string };
  };
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { id: string; record: string; state: string };
  };
  meta: { key: string; value: unknown };
  drafts: { key: string; value: string };
}

export type Database = IDBPDatabase<Schema>;

export const LOCAL = 'karmadex-local';
export const databaseName = (account: string | null): string =>
  account === null ? LOCAL : `karmadex-${account}`;

export interface Openings {
  /** Another tab holds an older version open and does not let go. */
  blocked?: () => void;
  /** The connection is gone: closed by the browser, or to make room for a newer version. */
  closed?: () => void;
  /** There was none: it has been made. */
  made?: () => void;
  /** It was there before and is not any more: the browser, or somebody in its settings, has cleared it. */
  cleared?: () => void;
  /** It was opened again, and that did not help: the page has to start anew. */
  lost?: () => void;
}

const VERSION = 1;

export const openDatabase = (
  name: string,
  openings: Openings = {},
  version = VERSION,
): Promise<Database> =>
  openDB<Schema>(name, version, {
    upgrade(database, held) {
      if (held >= 1) return;
      openings.made?.();
      const records = database.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('live', 'live');
      records.createIndex('trash', 'trash');
      records.createIndex('due', 'due');
      records.createIndex('refs', 'refs', { multiEntry: true });
      records.createIndex('words', 'words', { multiEntry: true });
      // `at` strictly increases, so it is the key: the outbox lies in the order of the edits.
      const outbox = database.createObjectStore('outbox', { keyPath: 'at' });
      outbox.createIndex('id', 'id', { unique: true });
      outbox.createIndex('record', 'record');
      outbox.createIndex('state', 'state');
      database.createObjectStore('meta');
      database.createObjectStore('drafts');
    },
    blocked: () => openings.blocked?.(),
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      openings.closed?.();
    },
    terminated: () => openings.closed?.(),
  });
