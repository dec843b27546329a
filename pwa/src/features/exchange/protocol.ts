/** What the screen and the worker that reads and writes files say to each other. */

import type { Column, Form } from '../../contacts/columns';
import type { Unread } from '../../contacts/people';
import type { PersonFields } from '../../records/kinds';
import type { CalendarEvent } from './calendar';

/** Somebody in the preview. */
export interface Seen {
  title: string;
  detail: string;
}

/** So many of each sort are shown. */
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
  /** Of a table. */
  table?: { form: Form; headers: string[]; columns: Column[]; sample: string[][] };
  /** The records that would be new. */
  ids: string[];
  /** People who were deleted here, each with the original that comes along, in the order shown. */
  gone: [person: string, original: string][];
}

/** What the file was chosen as. */
export interface Source {
  file: Blob;
  name: string;
  /** Chosen by hand. */
  columns?: Column[];
}

export type ToWorker =
  | { type: 'read'; database: string; source: Source }
  /** Puts the file where it is found again after the app was thrown out. */
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
  | {
      type: 'export';
      database: string;
      form: ExportForm;
      people?: string[];
      account: object;
      merged: Merged[];
    };

/** Somebody with several cards, as they are read; the ids of the others. */
export interface Merged {
  id: string;
  fields: PersonFields;
  cards?: string[];
}

export type ExportForm = 'vcard' | 'csv' | 'zip';

export type FromWorker =
  | { type: 'preview'; preview: Preview }
  | { type: 'events'; events: CalendarEvent[] }
  | { type: 'kept' }
  | { type: 'progress'; done: number; total: number }
  /** The picture of somebody who is in, as everybody else is; the attachment it becomes. */
  | { type: 'picture'; person: string; id: string; picture: Blob; done: number; total: number }
  | { type: 'imported' }
  | { type: 'file'; file: Blob; count: number; missing: number }
  /** Nothing: nobody is in it. Broken: it is no such file, or not all of one. */
  | { type: 'failed'; why: Trouble };

export type Trouble = 'nothing' | 'broken' | 'not_kept';

/** Under which a database has the imports that were made, and the file of the one that is under way. */
export const IMPORTS = 'imports';
export const SOURCE = 'import-source';

/** What an import is made from, while it is under way; the file lies beside it, in so many pieces. */
export interface Kept {
  pieces: number;
  columns?: Column[];
}

/** Under which the pieces of the file lie, in their order. */
export const pieceKey = (piece: number): string => `${SOURCE}/${String(piece).padStart(6, '0')}`;

export const allPieces = (): IDBKeyRange => IDBKeyRange.bound(`${SOURCE}/`, `${SOURCE}/~`);
