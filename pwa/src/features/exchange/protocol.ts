/** The messages between the page and the worker that reads and writes files. */

import type { Column, Form } from '../../contacts/columns';
import type { Unread } from '../../contacts/people';
import type { ContactPerson } from '../../contacts/vcards';
import type { PersonFields } from '../../records/kinds';
import type { CalendarEvent } from './calendar';

/** A person in the preview. */
export interface Seen {
  title: string;
  detail: string;
}

/** The most people shown of each group. */
export const MOST_SHOWN = 100;

export interface Sorts {
  fresh: Seen[];
  known: Seen[];
  alike: Seen[];
  deleted: Seen[];
}

export interface Preview {
  what: 'people' | 'archive';
  counts: Record<keyof Sorts | 'photos' | 'cut' | 'short' | 'again' | 'unread', number>;
  shown: Sorts;
  unread: Unread[];
  /** For a table. */
  table?: { form: Form; headers: string[]; columns: Column[]; sample: string[][] };
  /** The ids of the records that would be new. */
  ids: string[];
  /** People who were deleted here, each with the original that belongs to them, in the order shown. */
  gone: [person: string, original: string][];
}

/** What was chosen to import. */
export interface Source {
  file: Blob;
  name: string;
  /** Chosen by the user. */
  columns?: Column[];
}

export type ToWorker =
  | { type: 'read'; database: string; source: Source }
  /** Stores the file, so that the import can continue after the app was closed. */
  | { type: 'keep'; database: string; source: Source }
  | {
      type: 'import';
      database: string;
      source: Source;
      ids: string[];
      back: string[];
      today: string;
    }
  /** The last picture is on the disk, or cannot be. */
  | { type: 'kept' }
  | { type: 'cards'; database: string; files: Uint8Array[] }
  | {
      type: 'export';
      database: string;
      form: ExportForm;
      people?: string[];
      account: object;
      merged: Merged[];
    };

/** A person with several cards, as they are shown, and the ids of the other cards. */
export interface Merged {
  id: string;
  fields: PersonFields;
  cards?: string[];
}

export type ExportForm = 'vcard' | 'csv' | 'zip';

export type FromWorker =
  | { type: 'preview'; preview: Preview }
  | { type: 'events'; events: CalendarEvent[] }
  /** The people in each of the files. */
  | { type: 'cards'; people: ContactPerson[][] }
  | { type: 'kept' }
  | { type: 'progress'; done: number; total: number }
  /** The picture of an imported person, and the id of its attachment. */
  | { type: 'picture'; person: string; id: string; picture: Blob; done: number; total: number }
  | { type: 'imported' }
  | { type: 'file'; file: Blob; count: number; missing: number }
  /** `nothing`: there is nobody in the file. `broken`: it is damaged or incomplete. */
  | { type: 'failed'; why: Trouble };

export type Trouble = 'nothing' | 'broken' | 'not_kept';

/** The keys of the list of imports and of the stored file in a database. */
export const IMPORTS = 'imports';
export const SOURCE = 'import-source';

/** What an import is made from, while it runs. The file is stored next to it, in this many pieces. */
export interface Kept {
  pieces: number;
  columns?: Column[];
}

/** Returns the key of a piece of the file; keys sort in the order of the pieces. */
export const pieceKey = (piece: number): string => `${SOURCE}/${String(piece).padStart(6, '0')}`;

export const allPieces = (): IDBKeyRange => IDBKeyRange.bound(`${SOURCE}/`, `${SOURCE}/~`);
