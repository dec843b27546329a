import { foldedWords } from '../records/fold';
import type { Draft, Fields, Kind, Row } from '../records/kinds';
import type { OutboxEntry } from '../sync/protocol';
import type { Announcer } from './announcer';
import type { Connection } from './connection';
import type { Schema, StoredRow } from './database';
import type { Merged } from './merged';
import { discard, mend } from './parked';
import { mergedOnes, PEOPLE_IN, reference, shown } from './rows';
import { transact } from './transact';
import { unsaved } from './unsaved';
import { NotKept, writeDrafts } from './write';

/** Deleted records can be brought back for so long. */
export const TRASH_DAYS = 30;

/** Takes a write back: what it made is deleted, what it deleted is there again, what it set is as it was. */
export type Undo = () => Promise<void>;

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
  /** People with one of these words in what they are called, or one that begins so. */
  named(words: readonly string[], starts: readonly string[]): Promise<Row<'person'>[]>;
  /** Deleted in the last 30 days, latest first. */
  trash(): Promise<Row[]>;
  /** All of it or nothing. Returns what takes it back. Rejects with Refused, NotKept. */
  write(drafts: readonly Draft[]): Promise<Undo>;
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
  /**
   * Puts the drafts with these keys together under `key`, as `join` (pure) makes one of them, and answers
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
  exportAll(): Promise<object>;
}

/**
 * How the cards that were merged are read: given by the page. The worker goes without, and so weighs
 * less: it answers the follow-ups that a prompt names, one by one.
 */
export const cards: { reader?: () => Promise<typeof import('./merged')> } = {};

const byCapture = (one: Row<'note'>, other: Row<'note'>): number =>
  one.fields.captured_at < other.fields.captured_at ? -1 : 1;

export class AccountStore implements Store {
  readonly account: string | null;
  readonly #connection: Connection<Schema>;
  readonly #announcer: Announcer;
  readonly #now: () => number;
  readonly #wrote: (kinds: Set<string>) => void;
  #same: Promise<Merged | undefined> | undefined;

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
    // The first to hear of it: whoever hears of it next reads anew.
    this.#announcer.listen((kinds) => {
      if (kinds.has('person')) this.#same = undefined;
    });
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined> {
    const [row, merged] = await Promise.all([this.#raw(id), this.#merged()]);
    if (row?.kind !== kind) return undefined;
    return merged ? merged.read(row as Row<K>) : (row as Row<K>);
  }

  all<K extends Kind>(kind: K): Promise<Row<K>[]> {
    return this.#rows<K>('live', [kind]);
  }

  async linked<K extends Kind>(kind: K, field: keyof Fields[K], id: string): Promise<Row<K>[]> {
    const names = PEOPLE_IN[kind]?.includes(field as string);
    const ids = (names && (await this.#merged())?.all(id)) || [id];
    return this.#rows<K>(
      'refs',
      ids.map((each) => reference(kind, field as string, each)),
    );
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
    const words = foldedWords(text);
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
    const called = ({ fields }: Row<'person'>): string => fields.name ?? fields.known_for ?? '';
    const people = await this.#read(
      [...matches.values()].map((row) => shown(row) as Row<'person'>),
    );
    return people.sort((one, other) => called(one).localeCompare(called(other))).slice(0, limit);
  }

  async named(words: readonly string[], starts: readonly string[]): Promise<Row<'person'>[]> {
    const ranges = [
      ...words.map((word) => IDBKeyRange.only(word)),
      ...starts.map((start) => IDBKeyRange.bound(start, `${start}\uffff`)),
    ];
    const found = await this.#connection.run((database) => {
      const index = database.transaction('records').store.index('words');
      return Promise.all(ranges.map((range) => index.getAll(range, 20)));
    });
    const rows = new Map(found.flat().map((row) => [row.id, shown(row) as Row<'person'>]));
    return this.#read([...rows.values()]);
  }

  async trash(): Promise<Row[]> {
    const since = new Date(this.#now() - TRASH_DAYS * 86_400_000).toISOString();
    const rows = await this.#rows('trash', [IDBKeyRange.lowerBound(since)]);
    // Somebody else's card stands for them, and is there.
    return rows.filter(({ deleted_at }) => deleted_at !== null).reverse();
  }

  async write(drafts: readonly Draft[]): Promise<Undo> {
    const meant = await this.#meant(drafts).catch((cause: unknown) => {
      throw new NotKept('not kept', { cause });
    });
    return this.#write(meant);
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

  claimDrafts(
    keys: readonly string[],
    key: string,
    join: (texts: string[]) => string,
  ): Promise<string | undefined> {
    return this.#connection.run((database) =>
      transact(database, ['drafts'], async (transaction) => {
        const drafts = transaction.objectStore('drafts');
        const texts: string[] = [];
        for (const from of keys) {
          const text = await drafts.get(from);
          if (text === undefined) continue;
          texts.push(text);
          await drafts.delete(from);
        }
        if (!texts.length) return undefined;
        const text = join(texts);
        await drafts.put(text, key);
        return text;
      }),
    );
  }

  takeDraft(key: string): Promise<string | undefined> {
    return this.#connection.run((database) =>
      transact(database, ['drafts'], async (transaction) => {
        const drafts = transaction.objectStore('drafts');
        const text = await drafts.get(key);
        await drafts.delete(key);
        return text;
      }),
    );
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
        records: records
          .filter(({ forgotten }) => !forgotten)
          .map(({ kind, id, rev, fields, deleted_at }) => ({
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

  /** Writes to the cards that the drafts name, and to no others. */
  async #write(drafts: readonly Draft[]): Promise<Undo> {
    const { kinds, undo } = await writeDrafts(
      (work) => this.#connection.run(work),
      drafts,
      this.#now,
    );
    this.#done(kinds);
    return async () => {
      await this.#write(undo);
    };
  }

  #done(kinds: Set<string>): void {
    this.#announcer.announce(kinds);
    this.#wrote(kinds);
  }

  /** The cards that were merged; undefined where there are none. */
  #merged(): Promise<Merged | undefined> {
    this.#same ??= this.#connection.run(async (database) => {
      const rows = await database.getAllFromIndex('records', 'refs', mergedOnes());
      return rows.length ? (await cards.reader?.())?.readMerged(database, rows) : undefined;
    });
    const asked = this.#same;
    asked.catch(() => {
      if (this.#same === asked) this.#same = undefined;
    });
    return asked;
  }

  /** What is written to a person is meant for all of their cards. */
  async #meant(drafts: readonly Draft[]): Promise<readonly Draft[]> {
    const merged = await this.#merged();
    if (!merged) return drafts;
    return merged.write(drafts, {
      row: (id) => this.#raw(id),
      followups: (id) => this.#stored('refs', reference('followup', 'person_id', id)),
    });
  }

  async #raw(id: string): Promise<Row | undefined> {
    const row = await this.#connection.run((database) => database.get('records', id));
    return row && shown(row);
  }

  async #stored<K extends Kind>(
    index: 'live' | 'refs' | 'due' | 'trash',
    query?: string | IDBKeyRange,
  ): Promise<Row<K>[]> {
    const rows = await this.#connection.run((database) =>
      database.getAllFromIndex('records', index, query),
    );
    return rows.map((row) => shown(row) as Row<K>);
  }

  async #read<K extends Kind>(rows: Row<K>[]): Promise<Row<K>[]> {
    const merged = await this.#merged();
    return merged ? merged.readAll(rows) : rows;
  }

  async #rows<K extends Kind>(
    index: 'live' | 'refs' | 'due' | 'trash',
    queries: readonly (string | IDBKeyRange | undefined)[] = [undefined],
  ): Promise<Row<K>[]> {
    const rows = await Promise.all(queries.map((query) => this.#stored<K>(index, query)));
    return this.#read(rows.flat());
  }
}
