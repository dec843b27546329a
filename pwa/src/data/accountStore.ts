import type { IDBPObjectStore } from 'idb';
import { foldedWords } from '../records/fold';
import type { Draft, Fields, Kind, Row } from '../records/kinds';
import type { OutboxEntry } from '../sync/protocol';
import type { Announcer } from './announcer';
import type { Connection } from './connection';
import type { Database, Schema, StoredRow } from './database';
import { DraftStore } from './draftStore';
import type { Merged } from './merged';
import type { OnParked } from './parked';
import { mergedOnes, onEvening, PEOPLE_IN, reference, shown } from './rows';
import { type Store, TRASH_DAYS, type Undo } from './store';
import { NotKept, writeDrafts } from './write';

/**
 * Loads the code that reads merged cards. Set by the page. The worker does without it, so it weighs less: it
 * answers only follow-ups that a prompt names, one at a time.
 */
export const cards: { reader?: () => Promise<typeof import('./merged')> } = {};

type Reading = IDBPObjectStore<Schema, ['records'], 'records', 'readonly'>;

const byCapture = (one: Row<'note'>, other: Row<'note'>): number =>
  one.fields.captured_at < other.fields.captured_at ? -1 : 1;

/**
 * Stores the ids of records that were made and undone. Of more than `most`, the oldest are shown in the
 * trash.
 */
const TAKEN_BACK = { key: 'taken-back', most: 500 };

export class AccountStore extends DraftStore implements Store {
  readonly account: string | null;
  readonly #connection: Connection<Schema>;
  readonly #announcer: Announcer;
  readonly #now: () => number;
  readonly #wrote: (kinds: Set<string>) => void;
  #same: Promise<Merged | undefined> | undefined;
  /** All people and events as they were last read; cleared by the first change. */
  #known = new Map<Kind, readonly Row[]>();
  #asked: [Database, Reading] | undefined;

  constructor(parts: {
    account: string | null;
    connection: Connection<Schema>;
    announcer: Announcer;
    now?: () => number;
    /** Called after each write; starts the sender. */
    wrote?: (kinds: Set<string>) => void;
  }) {
    super(parts.connection);
    this.account = parts.account;
    this.#connection = parts.connection;
    this.#announcer = parts.announcer;
    this.#now = parts.now ?? Date.now;
    this.#wrote = parts.wrote ?? (() => undefined);
    // This listener is the first, so whoever is told next reads the new rows.
    this.#announcer.listen((kinds) => {
      if (kinds.has('person')) this.#same = undefined;
      if (kinds.has('person') || kinds.has('event')) this.#known = new Map();
    });
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined> {
    const held = this.#known.get(kind)?.find((row) => row.id === id);
    if (held) return held as Row<K>;
    const [row, merged] = await Promise.all([this.#raw(id), this.#merged()]);
    if (row?.kind !== kind) return undefined;
    return merged ? merged.read(row as Row<K>) : (row as Row<K>);
  }

  async all<K extends Kind>(kind: K): Promise<readonly Row<K>[]> {
    // To read three thousand rows again takes a slow phone longer than a tap may take. A change replaces this
    // map, so an answer that arrives late is not stored in the new one.
    const known = this.#known;
    const held = known.get(kind) ?? (await this.#rows<K>('live', [kind]));
    // The worker is not told of every change, so it keeps nothing.
    if (cards.reader && (kind === 'person' || kind === 'event'))
      known.set(kind, held as readonly Row[]);
    return held as readonly Row<K>[];
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

  async notesOn(evening: string): Promise<Row<'note'>[]> {
    return (await this.#rows<'note'>('refs', [onEvening(evening)])).sort(byCapture);
  }

  openFollowups(): Promise<Row<'followup'>[]> {
    return this.#rows<'followup'>('due');
  }

  async suggest(text: string, limit = 5): Promise<Row<'person'>[]> {
    const words = foldedWords(text);
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one), '');
    if (!longest) return [];
    const range = IDBKeyRange.bound(longest, `${longest}\uffff`);
    const found = await this.#ask((records) => records.index('words').getAll(range, 50));
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
    const found = await this.#ask((records) =>
      Promise.all(ranges.map((range) => records.index('words').getAll(range, 20))),
    );
    const rows = new Map(found.flat().map((row) => [row.id, shown(row) as Row<'person'>]));
    return this.#read([...rows.values()]);
  }

  async whose(): Promise<(id: string) => string> {
    const merged = await this.#merged();
    return (id) => merged?.of(id) ?? id;
  }

  async trash(): Promise<Row[]> {
    const since = new Date(this.#now() - TRASH_DAYS * 86_400_000).toISOString();
    const rows = await this.#rows('trash', [IDBKeyRange.lowerBound(since)]);
    const taken = await this.#takenBack();
    // A deleted card is read as the person it was merged into, who may not be deleted.
    return rows
      .filter(({ id, deleted_at }) => deleted_at !== null && !taken.includes(id))
      .reverse();
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

  async waitingNotes(): Promise<number> {
    const waiting = await this.#connection.run((database) =>
      database.getAllFromIndex('outbox', 'state', 'waiting', 1000),
    );
    const notes = waiting.filter(({ kind }) => kind === 'note');
    return new Set(notes.map(({ record }) => record)).size;
  }

  async settle(work: OnParked): Promise<void> {
    const kind = await work((each) => this.#connection.run(each), this.#now);
    if (kind) this.#done(new Set([kind]));
  }

  /** Writes exactly these drafts, to the cards that they name. */
  async #write(drafts: readonly Draft[]): Promise<Undo> {
    const { kinds, undo } = await writeDrafts(
      (work) =>
        this.#connection.run((database, again) => {
          // Waits for the reads asked for before; those asked for after this wait for the write.
          this.#asked = undefined;
          return work(database, again);
        }),
      drafts,
      this.#now,
    );
    this.#done(kinds);
    return async () => {
      // Stored before the undo is written: if the app is closed in between, none of it is shown in the trash.
      const made = undo.filter((draft) => draft.delete).map(({ record }) => record);
      const taken = [...(await this.#takenBack()), ...made].slice(-TAKEN_BACK.most);
      if (made.length) await this.saveDraft(TAKEN_BACK.key, taken.join('\n'));
      await this.#write(undo);
    };
  }

  async #takenBack(): Promise<string[]> {
    // Found by their form: when the local database moved into the account, two lists may have been joined.
    return (await this.draft(TAKEN_BACK.key))?.match(/[\da-f-]{36}/g) ?? [];
  }

  #done(kinds: Set<string>): void {
    this.#announcer.announce(kinds);
    this.#wrote(kinds);
  }

  /** Returns the merged cards; undefined if there are none. */
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

  /** Returns what has to be written to all cards of a person for drafts that are meant for the person. */
  async #meant(drafts: readonly Draft[]): Promise<readonly Draft[]> {
    const merged = await this.#merged();
    if (!merged) return drafts;
    return merged.write(drafts, {
      row: (id) => this.#raw(id),
      followups: (id) => this.#stored('refs', reference('followup', 'person_id', id)),
    });
  }

  /**
   * Reads that are asked for at the same moment share one transaction, because starting one costs a slow
   * phone more than reading. A finished transaction refuses at once; then a new one is started.
   */
  #ask<T>(question: (records: Reading) => Promise<T>): Promise<T> {
    return this.#connection.run((database) => {
      const [asked, records] = this.#asked ?? [];
      try {
        if (records && asked === database) return question(records);
      } catch {
        // The transaction had finished just before.
      }
      const { store } = database.transaction('records');
      this.#asked = [database, store];
      return question(store);
    });
  }

  async #raw(id: string): Promise<Row | undefined> {
    const row = await this.#ask((records) => records.get(id));
    return row && shown(row);
  }

  async #stored<K extends Kind>(
    index: 'live' | 'refs' | 'due' | 'trash',
    query?: string | IDBKeyRange,
  ): Promise<Row<K>[]> {
    const rows = await this.#ask((records) => records.index(index).getAll(query));
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
