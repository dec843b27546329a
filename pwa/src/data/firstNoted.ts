/**
 * When each person was first noted. To work it out from ten thousand notes takes a slow phone half a second,
 * so the result is stored, and updated by the notes that have changed since.
 */
import type { NoteFields } from '../records/kinds';
import { newId } from '../records/uuid';
import { NOTED, SINCE, type Since } from './changedNotes';
import type { Connection } from './connection';
import type { Database, Schema, StoredRow } from './database';
import { openCurrent } from './open';
import { reference } from './rows';
import type { Store } from './store';
import { transact } from './transact';

/**
 * By the id of a person: the instant, their position in that note, and the note's id, as a text that sorts in
 * this order.
 */
type First = Map<string, string>;
interface Kept {
  of: string;
  first: First;
}

export interface Noted {
  first: First;
  /** Stores the result for the next time; undefined if the stored one is as good. */
  keep: (() => Promise<void>) | undefined;
}

const PREFIX = reference('note', 'person_ids', '');
/** Ids begin with these digits. Reading a sixteenth at a time lets other requests come in between. */
const EDGES = ['', ...'123456789abcdef', '\uffff'];

function count(first: First, rows: readonly (StoredRow | undefined)[], only?: string): void {
  for (const row of rows) {
    if (row?.live !== 'note') continue;
    const { captured_at, person_ids } = row.fields as unknown as NoteFields;
    for (const [place, person] of person_ids.entries()) {
      if (only !== undefined && person !== only) continue;
      const at = `${captured_at} ${String(place).padStart(2, '0')} ${row.id}`;
      const before = first.get(person);
      if (before === undefined || at < before) first.set(person, at);
    }
  }
}

/** `merged`: returns the person that a card belongs to. */
export async function firstNoted(
  connection: Connection<Schema>,
  merged: (id: string) => string,
): Promise<Noted> {
  const { first, keep } = await connection.run((database) => read(database));
  const people: First = new Map();
  for (const [id, at] of first) {
    const person = merged(id);
    const before = people.get(person);
    if (before === undefined || at < before) people.set(person, at);
  }
  return { first: people, keep: keep && (() => connection.run(keep)) };
}

/** The same for the account in use. */
export async function firstNotedIn(store: Store): Promise<First> {
  const [{ connection }, merged] = await Promise.all([openCurrent(), store.whose()]);
  return (await firstNoted(connection, merged)).first;
}

async function read(
  database: Database,
): Promise<{ first: First; keep: ((database: Database) => Promise<void>) | undefined }> {
  const reading = database.transaction(['records', 'outbox', 'meta']);
  const records = reading.objectStore('records');
  const refs = records.index('refs');
  const meta = reading.objectStore('meta');
  const [kept, since, waiting] = await Promise.all([
    meta.get(NOTED) as Promise<Kept | undefined>,
    meta.get(SINCE) as Promise<Since | undefined>,
    reading.objectStore('outbox').getAll(),
  ]);
  const handled = since?.notes.length ?? 0;
  if (!kept || kept.of !== since?.of) {
    const first: First = new Map();
    for (const [index, edge] of EDGES.slice(1).entries()) {
      const range = IDBKeyRange.bound(PREFIX + EDGES[index], PREFIX + edge, false, true);
      count(first, await refs.getAll(range));
    }
    return { first, keep: (database) => keepIt(database, first, since, handled) };
  }
  const { first } = kept;
  const pending = waiting.filter(({ kind }) => kind === 'note').map(({ record }) => record);
  const changed = new Set([...since.notes, ...pending]);
  if (changed.size > 0) {
    // A person whose first note has changed may now be first in another note.
    const theirs = [...first].filter(([, at]) => changed.has(at.slice(at.lastIndexOf(' ') + 1)));
    for (const [person] of theirs) first.delete(person);
    const found = theirs.map(async ([person]) =>
      count(first, await refs.getAll(PREFIX + person), person),
    );
    const rows = await Promise.all([...changed].map((id) => records.get(id)));
    await Promise.all(found);
    count(first, rows);
  }
  return {
    first,
    keep: handled ? (database) => keepIt(database, first, since, handled) : undefined,
  };
}

/**
 * Unless a full pull has begun meanwhile, or another tab was faster. Notes in the outbox are counted each
 * time.
 */
const keepIt = (
  database: Database,
  first: First,
  since: Since | undefined,
  handled: number,
): Promise<void> =>
  transact(
    database,
    ['meta'],
    async (transaction) => {
      const meta = transaction.objectStore('meta');
      const now = (await meta.get(SINCE)) as Since | undefined;
      if (now?.of !== since?.of) return;
      const of = newId();
      await meta.put({ of, notes: now?.notes.slice(handled) ?? [] } satisfies Since, SINCE);
      await meta.put({ of, first } satisfies Kept, NOTED);
    },
    'relaxed',
  );
