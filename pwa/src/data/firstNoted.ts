/**
 * When everybody was first noted. To read it from ten thousand notes takes a slow phone half a second: the
 * answer is kept, and brought up to date by the notes that changed since.
 */
import type { NoteFields } from '../records/kinds';
import { newId } from '../records/uuid';
import type { Connection } from './connection';
import type { Database, Schema, StoredRow } from './database';
import { NOTED, SINCE, type Since } from './noted';
import { openCurrent } from './open';
import { reference } from './rows';
import type { Store } from './store';
import { transact } from './transact';

/** By id of a person: the instant, their place in that note, and its id; as a text it sorts by them. */
type First = Map<string, string>;
interface Kept {
  of: string;
  first: First;
}

export interface Noted {
  first: First;
  /** Keeps the answer for the next time; undefined where what is kept is as good. */
  keep: (() => Promise<void>) | undefined;
}

const PREFIX = reference('note', 'person_ids', '');
/** Ids begin with these: who reads a sixteenth at a time lets others have their turn. */
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

/** `merged`: who stands for the person of a card. */
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

/** The same of the account in use. */
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
    // Of whom one of these was the first, may have been noted by another.
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

/** Unless it has begun anew meanwhile, or another tab was quicker. What waits in the outbox is counted each time. */
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
