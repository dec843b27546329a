import type { Draft, Fields, Kind, Row } from '../records/kinds';
import type { OutboxEntry } from '../sync/protocol';
import type { OnParked } from './parked';

/** Deleted records can be brought back for so long. */
export const TRASH_DAYS = 30;

/** Takes a write back: what it made is deleted, what it deleted is there again, what it set is as it was. */
export type Undo = () => Promise<void>;

/** The records of one account on this phone. Every promise of a write resolves when it is on the disk. */
export interface Store {
  /** null: the local database, before anybody has signed in. */
  readonly account: string | null;
  get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined>;
  /** Those that are not deleted, in no particular order; the same list until one of them changes. */
  all<K extends Kind>(kind: K): Promise<readonly Row<K>[]>;
  /** Those whose `field` is, or lists, that id: `linked('person', 'met_at', eventId)`. */
  linked<K extends Kind>(kind: K, field: keyof Fields[K], id: string): Promise<Row<K>[]>;
  /** Earliest first. */
  notesOf(personId: string): Promise<Row<'note'>[]>;
  notesAt(eventId: string): Promise<Row<'note'>[]>;
  /** Those at no event that were jotted down on the evening of that date; earliest first. */
  notesOn(evening: string): Promise<Row<'note'>[]>;
  /** By the day they are due. */
  openFollowups(): Promise<Row<'followup'>[]>;
  /** People with words that begin with those typed, at most so many, by name. */
  suggest(text: string, limit?: number): Promise<Row<'person'>[]>;
  /** People with one of these words in what they are called, or one that begins so. */
  named(words: readonly string[], starts: readonly string[]): Promise<Row<'person'>[]>;
  /** Tells who stands for the person of a card. */
  whose(): Promise<(id: string) => string>;
  /** Deleted in the last 30 days, latest first; not what was made and taken back by its undo on this phone. */
  trash(): Promise<Row[]>;
  /** All of it or nothing. Returns what takes it back. Rejects with Refused, NotKept. */
  write(drafts: readonly Draft[]): Promise<Undo>;
  /** What changed here, in other tabs and in the worker. Returns how to stop listening. */
  onChange(listener: (kinds: Set<Kind>) => void): () => void;
  outbox(): Promise<OutboxEntry[]>;
  counts(): Promise<{ waiting: number; parked: number }>;
  /** How many notes are among what waits: lines that somebody typed. A phone counts no more than 1,000 changes. */
  waitingNotes(): Promise<number>;
  /** Does to a refused change what `parked.ts` has for it: `settle(mend(id, values))`, `settle(discard(id))`. */
  settle(work: OnParked): Promise<void>;
  draft(key: string): Promise<string | undefined>;
  /** The drafts whose keys begin so, each with its key. */
  drafts(prefix: string): Promise<[string, string][]>;
  /**
   * Puts the drafts with these keys together under `key`, as `join` (pure) makes one of them, and returns
   * what that is; undefined where there is none. One transaction: of two tabs that ask, one gets a draft.
   */
  claimDrafts(
    keys: readonly string[],
    key: string,
    join: (texts: string[]) => string,
  ): Promise<string | undefined>;
  /** Takes a draft out: who asks second gets nothing. */
  takeDraft(key: string): Promise<string | undefined>;
  /** Keeps what is being typed; an empty text forgets it. */
  saveDraft(key: string, text: string): Promise<void>;
}
