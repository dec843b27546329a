import type { Draft, Fields, Kind, Row } from '../records/kinds';
import type { OutboxEntry } from '../sync/protocol';
import type { Announcer } from './announcer';
import type { Connection } from './connection';
import type { Schema, StoredRow } from './database';
import { discard, mend } from './parked';
import { fold, reference, shown } from './rows';
import { transact } from './transact';
import { unsaved } from './unsaved';
import { writeDrafts } from './write';

/** Deleted records can be brought back for so long. */
const TRASH_DAYS = 30;

/** The records of one account on this phone. Every promise of a write resolves when it is on the disk. */
export interface Store {
  /** null: the local database, before anybody has signed in. */
  readonly account: string | null;
  get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined>;
  /** Those that are not deleted, in no particular order. */
  all<K extends Kind>(kind: K): Promise<Row<K>[]>;
  /** Those whose `field` is, or lists, that id: `linked('person', 'met_at', eventId)`. */
  linked<K extends Kind>(kind: K, field: keyof Fields[K], id: string): Promise<Row<K>[]>;
  /** Earliest first. */
  notesOf(personId: string): Promise<Row<'note'>[]>;
  notesAt(eventId: string): Promise<Row<'note'>[]>;
  /** By the day they are due. */
  openFollowups(): Promise<Row<'followup'>[]>;
  /** People with words that begin with those typed, at most so many, by name. */
  suggest(text: string, limit?: number): Promise<Row<'person'>[]>;
  /** Deleted in the last 30 days, latest first. */
  trash(): Promise<Row[]>;
  write(drafts: Draft[]): Promise<void>;
  /** What changed here, in other tabs and in the worker. Answers how to stop listening. */
  onChange(listener: (kinds: Set<Kind>) => void): () => void;
  outbox(): Promise<OutboxEntry[]>;
  counts(): Promise<{ waiting: number; parked: number }>;
  /** Sends a refused change again with some values mended; later refused ones of its record follow. */
  mend(changeId: string, set: Record<string, unknown>): Promise<void>;
  discard(changeId: string): Promise<void>;
  draft(key: string): Promise<string | undefined>;
  /** The drafts whose keys begin so, each with its key. */
  drafts(prefix: string): Promise<[string, string][]>;
  /** Keeps what is being typed; an empty text forgets it. */
  saveDraft(key: string, text: string): Promise<void>;
  exportAll(): Promise<object>;
}

const byCapture = (one: Row<'note'>, other: Row<'note'>): number =>
  one.fields.captured_at < other.fields.captured_at ? -1 : 1;

export class AccountStore implements Store {
  readonly account: string | null;
  readonly #connection: Connection<Schema>;
  readonly #announcer: Announcer;
  readonly #now: () => number;
  readonly #wrote: (kinds: Set<string>) => void;

  constructor(parts: {
    account: string | null;
    connection: Connection<Schema>;
    announcer: Announcer;
    now?: () => number;
    /** Called after each write: wakes the sender. */
    wrote?: (kinds: Set<string>) => void;
  }) {
    this.account = parts.account;
    this.#connection = parts.connection;
    this.#announcer = parts.announcer;
    this.#now = parts.now ?? Date.now;
    this.#wrote = parts.wrote ?? (() => undefined);
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined> {
    const row = await this.#connection.run((database) => database.get('records', id));
    return row?.kind === kind ? (shown(row) as Row<K>) : undefined;
  }

  all<K extends Kind>(kind: K): Promise<Row<K>[]> {
    return this.#rows<K>('live', kind);
  }

  linked<K extends Kind>(kind: K, field: keyof Fields[K], id: string): Promise<Row<K>[]> {
    return this.#rows<K>('refs', reference(kind, field as string, id));
  }

  async notesOf(personId: string): Promise<Row<'note'>[]> {
    return (await this.linked('note', 'person_ids', personId)).sort(byCapture);
  }

  async notesAt(eventId: string): Promise<Row<'note'>[]> {
    return (await this.linked('note', 'event_id', eventId)).sort(byCapture);
  }

  openFollowups(): Promise<Row<'followup'>[]> {
    return this.#rows<'followup'>('due');
  }

  async suggest(text: string, limit = 5): Promise<Row<'person'>[]> {
    const words = fold(text);
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one), '');
    if (!longest) return [];
    const range = IDBKeyRange.bound(longest, `${longest}\uffff`);
    const found = await this.#connection.run((database) =>
      database.getAllFromIndex('records', 'words', range, 50),
    );
    const matches = new Map<string, StoredRow>();
    for (const row of found) {
      if (words.every((word) => row.words?.some((own) => own.startsWith(word)))) {
        matches.set(row.id, row);
      }
    }
    const called = (row: StoredRow): string => `${row.fields.name ?? row.fields.known_for ?? ''}`;
    return [...matches.values()]
      .sort((one, other) => called(one).localeCompare(called(other)))
      .slice(0, limit)
      .map((row) => shown(row) as Row<'person'>);
  }

  async trash(): Promise<Row[]> {
    const since = new Date(this.#now() - TRASH_DAYS * 86_400_000).toISOString();
    return (await this.#rows('trash', IDBKeyRange.lowerBound(since))).reverse();
  }

  async write(drafts: Draft[]): Promise<void> {
    this.#done(await writeDrafts((work) => this.#connection.run(work), drafts, this.#now));
  }

  onChange(listener: (kinds: Set<Kind>) => void): () => void {
    return this.#announcer.listen(listener);
  }

  outbox(): Promise<OutboxEntry[]> {
    return this.#connection.run((database) => database.getAll('outbox'));
  }

  counts(): Promise<{ waiting: number; parked: number }> {
    return this.#connection.run(async (database) => {
      const [waiting, parked] = await Promise.all([
        database.countFromIndex('outbox', 'state', 'waiting'),
        database.countFromIndex('outbox', 'state', 'parked'),
      ]);
      return { waiting, parked };
    });
  }

  async mend(changeId: string, set: Record<string, unknown>): Promise<void> {
    const kind = await mend((work) => this.#connection.run(work), changeId, set, this.#now);
    if (kind) this.#done(new Set([kind]));
  }

  async discard(changeId: string): Promise<void> {
    const kind = await discard((work) => this.#connection.run(work), changeId);
    if (kind) this.#done(new Set([kind]));
  }

  draft(key: string): Promise<string | undefined> {
    return this.#connection.run((database) => database.get('drafts', key));
  }

  drafts(prefix: string): Promise<[string, string][]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    return this.#connection.run(async (database) => {
      const { store } = database.transaction('drafts');
      const [keys, texts] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return keys.map((key, index) => [key, texts[index] as string]);
    });
  }

  async saveDraft(key: string, text: string): Promise<void> {
    const kept = unsaved(key);
    await this.#connection.run((database) =>
      transact(
        database,
        ['drafts'],
        async (transaction) => {
          const drafts = transaction.objectStore('drafts');
          await (text ? drafts.put(text, key) : drafts.delete(key));
        },
        'relaxed',
      ),
    );
    kept();
  }

  exportAll(): Promise<object> {
    return this.#connection.run(async (database) => {
      const [records, outbox] = await Promise.all([
        database.getAll('records'),
        database.getAll('outbox'),
      ]);
      return {
        version: 1,
        account: { id: this.account },
        records: records.map(({ kind, id, rev, fields, deleted_at }) => ({
          kind,
          id,
          rev,
          fields,
          deleted_at,
        })),
        outbox,
      };
    });
  }

  #done(kinds: Set<string>): void {
    this.#announcer.announce(kinds);
    this.#wrote(kinds);
  }

  async #rows<K extends Kind>(
    index: 'live' | 'refs' | 'due' | 'trash',
    query?: string | IDBKeyRange,
  ): Promise<Row<K>[]> {
    const rows = await this.#connection.run((database) =>
      database.getAllFromIndex('records', index, query),
    );
    return rows.map((row) => shown(row) as Row<K>);
  }
}
