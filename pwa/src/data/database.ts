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

/** A picture or a recording on this phone, under the id of the record that names it, or will. */
export interface StoredFile {
  id: string;
  /**
   * `recording`: its bytes are in pieces still. `raw`: as another app shared it, with all that a camera
   * wrote into it. `here`: nowhere else, as far as this phone knows. `sent`: on the server as well.
   */
  state: 'recording' | 'raw' | 'here' | 'sent';
  /** Under which its bytes lie; of what is not whole yet, its id. */
  sha256: string;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  thumbnail: string | null;
  /** Milliseconds since 1970. */
  captured_at: number;
  /** What a note is called that has no words of its own. */
  called: string;
  /** When it was last of use: what is on the server too goes in this order when room is needed. */
  used_at: number;
  /** Where the server takes its bytes, while they are on their way. */
  upload?: string;
  /** A try to bring them in one go broke off: they are brought in pieces. */
  broke?: true;
  /** A record has named it; one that no record names any more is to go. */
  named?: true;
  /** Why the server does not take it (its status), and until when it is not asked again. */
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
  /** By hash; the pieces of a recording by its id and their number. ArrayBuffers, because reading a stored
   * Blob fails in WebKit: https://webkit.org/b/292142 */
  bytes: { key: string; value: ArrayBuffer };
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
        // `at` strictly increases, so it is the key: the outbox lies in the order of the edits.
        const outbox = database.createObjectStore('outbox', { keyPath: 'at' });
        outbox.createIndex('id', 'id', { unique: true });
        outbox.createIndex('record', 'record');
        outbox.createIndex('state', 'state');
        database.createObjectStore('meta');
        database.createObjectStore('drafts');
      }
      // The second version: pictures and recordings. What is there already stays as it lies.
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
