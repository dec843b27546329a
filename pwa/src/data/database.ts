import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Conflict } from '../records/kinds';
import type { Base } from '../sync/apply';
import type { Edited, OutboxEntry } from '../sync/protocol';

/** A record as it is stored: ready to be shown, and with what it was made from. */
export interface StoredRow {
  id: string;
  kind: string;
  rev: number | null;
  fields: Record<string, unknown>;
  deleted_at: string | null;
  conflicts: Conflict[];
  pending: boolean;
  /** When the fields of the base were set, if no changes wait. */
  edited?: Edited;
  sent?: OutboxEntry[];
  forgotten?: true;
  /** The record as it was pulled; only if changes wait. Otherwise the row itself is as pulled. */
  base?: Base;
  /** The id of the full pull that last brought it; see `Progress.full`. */
  pass?: string;
  /** The kind, if it is not deleted. A row without the property is not in the index. */
  live?: string;
  /** `deleted_at`, if it is deleted. */
  trash?: string;
  /** `due_on` of an open follow-up. */
  due?: string;
  /** `kind.field:id` for each record that this one refers to, if it is not deleted. */
  refs?: string[];
  /** The folded words by which a person is found: of the name, and of what they are known for. */
  words?: string[];
}

/** How far this phone has synced. */
export interface Progress {
  cursor: string | null;
  /** When a pull last finished, in ms. */
  last_at: number | null;
  /** A full pull that is not finished. Records that it does not bring are deleted at its end. */
  full?: Resync;
}

export interface Resync {
  pass: string;
  /** The server was restored from a backup. */
  restored: boolean;
  /** The server has lost nothing up to this revision. */
  rev?: number;
}

export interface Clock {
  /** The id of this installation on the server. */
  device: string;
  /** The last `at` used, in ms; 0 before the first. */
  last: number;
}

/** What was moved here from the local database: its changes up to that `at`. */
export interface Moved {
  [localDevice: string]: number;
}

/** A picture or a recording on this phone, under the id of the record that names it or will name it. */
export interface StoredFile {
  id: string;
  /**
   * `recording`: its bytes are still in pieces. `raw`: as another app shared it, with the camera's metadata.
   * `here`: nowhere else, as far as this phone knows. `sent`: on the server too.
   */
  state: 'recording' | 'raw' | 'here' | 'sent';
  /** The key of its bytes; for one that is not complete, its id. */
  sha256: string;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  thumbnail: string | null;
  /** In ms since 1970. */
  captured_at: number;
  /** The text of a note that has no words of its own. */
  called: string;
  /** When it was last used. Files that are on the server too are deleted in this order if space is needed. */
  used_at: number;
  /** The upload's URL on the server, while it is under way. */
  upload?: string;
  /** An attempt to send it in one request broke off, so it is sent in pieces. */
  broke?: true;
  /** A record has named it. If no record names it any more, it is deleted. */
  named?: true;
  /** The status with which the server refused it, and until when it is not tried again. */
  refused?: { status: number; until: number };
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
  files: { key: string; value: StoredFile; indexes: { state: string; sha256: string } };
  /**
   * By SHA-256; pieces of a recording by its id and their number. ArrayBuffers, because reading a stored Blob
   * fails in WebKit: https://webkit.org/b/292142
   */
  bytes: { key: string; value: ArrayBuffer };
}

export type Database = IDBPDatabase<Schema>;

export const LOCAL = 'karmadex-local';
export const databaseName = (account: string | null): string =>
  account === null ? LOCAL : `karmadex-${account}`;

export interface Openings {
  /** Another tab has an older version of the database open, and does not close it. */
  blocked?: () => void;
  /** The connection was closed by the browser, or for a newer version. */
  closed?: () => void;
  /** The database did not exist and was created. */
  made?: () => void;
  /** The database existed before and is gone: the browser, or the user in its settings, has cleared it. */
  cleared?: () => void;
  /** Opening it again failed too: the page has to be reloaded. */
  lost?: () => void;
}

const VERSION = 2;

export const openDatabase = (
  name: string,
  openings: Openings = {},
  version = VERSION,
): Promise<Database> =>
  openDB<Schema>(name, version, {
    upgrade(database, held) {
      if (held < 1) {
        openings.made?.();
        const records = database.createObjectStore('records', { keyPath: 'id' });
        records.createIndex('live', 'live');
        records.createIndex('trash', 'trash');
        records.createIndex('due', 'due');
        records.createIndex('refs', 'refs', { multiEntry: true });
        records.createIndex('words', 'words', { multiEntry: true });
        // `at` always increases, so as key it sorts the outbox by the order of the edits.
        const outbox = database.createObjectStore('outbox', { keyPath: 'at' });
        outbox.createIndex('id', 'id', { unique: true });
        outbox.createIndex('record', 'record');
        outbox.createIndex('state', 'state');
        database.createObjectStore('meta');
        database.createObjectStore('drafts');
      }
      // Version 2 adds pictures and recordings. The existing stores stay as they are.
      const files = database.createObjectStore('files', { keyPath: 'id' });
      files.createIndex('state', 'state');
      files.createIndex('sha256', 'sha256');
      database.createObjectStore('bytes');
    },
    blocked: () => openings.blocked?.(),
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      openings.closed?.();
    },
    terminated: () => openings.closed?.(),
  });
