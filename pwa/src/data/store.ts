import type { Draft, Fields, Kind, Row } from '../records/kinds';
import type { OutboxEntry } from '../sync/protocol';
import type { OnParked } from './parked';

/** How long deleted records can be restored. */
export const TRASH_DAYS = 30;

/** Undoes a write: deletes what it made, restores what it deleted, and sets fields to their previous values. */
export type Undo = () => Promise<void>;

/** The records of one account on this phone. Writes resolve when they are on the disk. */
export interface Store {
  /** null: the local database, before anybody has signed in. */
  readonly account: string | null;
  get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined>;
  /** Returns records that are not deleted, in no particular order; the same array until one of them changes. */
  all<K extends Kind>(kind: K): Promise<readonly Row<K>[]>;
  /** Returns those whose `field` is, or contains, that id: `linked('person', 'met_at', eventId)`. */
  linked<K extends Kind>(kind: K, field: keyof Fields[K], id: string): Promise<Row<K>[]>;
  /** Earliest first. */
  notesOf(personId: string): Promise<Row<'note'>[]>;
  notesAt(eventId: string): Promise<Row<'note'>[]>;
  /** Returns notes without an event that were captured on the evening of that date, earliest first. */
  notesOn(evening: string): Promise<Row<'note'>[]>;
  /** Sorted by the day they are due. */
  openFollowups(): Promise<Row<'followup'>[]>;
  /** Returns people with words that begin with those typed, at most `limit`, by name. */
  suggest(text: string, limit?: number): Promise<Row<'person'>[]>;
  /**
   * Returns people whose name or `known_for` contains one of these words, or a word that begins with one of
   * `starts`.
   */
  named(words: readonly string[], starts: readonly string[]): Promise<Row<'person'>[]>;
  /** Returns a function: the id of a card → the id of the card that stands for its person. */
  whose(): Promise<(id: string) => string>;
  /** Returns records deleted in the last 30 days, latest first; not those made and undone on this phone. */
  trash(): Promise<Row[]>;
  /** Writes all drafts or none. Returns what undoes it. Rejects with Refused, NotKept. */
  write(drafts: readonly Draft[]): Promise<Undo>;
  /** Calls the listener when records change here, in other tabs or in the worker. Returns what stops it. */
  onChange(listener: (kinds: Set<Kind>) => void): () => void;
  outbox(): Promise<OutboxEntry[]>;
  counts(): Promise<{ waiting: number; parked: number }>;
  /** Returns how many of the waiting changes are new notes. At most 1,000 changes are counted. */
  waitingNotes(): Promise<number>;
  /** Handles a refused change as `parked.ts` does: `settle(mend(id, values))`, `settle(discard(id))`. */
  settle(work: OnParked): Promise<void>;
  draft(key: string): Promise<string | undefined>;
  /** Returns the drafts whose keys begin with `prefix`, each with its key. */
  drafts(prefix: string): Promise<[string, string][]>;
  /**
   * Joins the drafts with these keys under `key`, by the pure function `join`. Returns the result; undefined
   * if there are none. One transaction: if two tabs ask, only one gets a draft.
   */
  claimDrafts(
    keys: readonly string[],
    key: string,
    join: (texts: string[]) => string,
  ): Promise<string | undefined>;
  /** Returns a draft and deletes it. A second caller gets undefined. */
  takeDraft(key: string): Promise<string | undefined>;
  /** Stores a draft; an empty text deletes it. */
  saveDraft(key: string, text: string): Promise<void>;
}
