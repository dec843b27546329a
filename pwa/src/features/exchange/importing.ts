/** Bringing people in: what is chosen, previewed, written and taken back. It outlives the screen, and the app. */
import { signal } from '@preact/signals';
import type { Column } from '../../contacts/columns';
import { addRecords } from '../../data/addRecords';
import { cameIn } from '../../data/cameIn';
import { attachmentDraft } from '../../data/files';
import { type Opened, onSwitch, openCurrent, openStore } from '../../data/open';
import { dateHere } from '../../prompts/days';
import { DEFAULTS, type Draft, type Kind } from '../../records/kinds';
import { zoneHere } from '../../records/zone';
import { syncNow } from '../../syncing/status';
import { isFull, keepPicture } from '../attachments/keep';
import { SHARED_FILE, type SharedFile } from '../share/draftKeys';
import type { CalendarEvent } from './calendar';
import { eventInText, LONGEST } from './invitation';
import {
  allPieces,
  type FromWorker,
  IMPORTS,
  type Kept,
  type Preview,
  pieceKey,
  SOURCE,
  type Source,
  type Trouble,
} from './protocol';
import { ask, release, Stopped } from './worker';

const KINDS = Object.keys(DEFAULTS) as Kind[];

/** One import as it is kept: enough to go on with it, and to take it back. */
export interface Import {
  name: string;
  at: number;
  what: Preview['what'];
  /** Ids of the records that it makes. */
  ids: string[];
  /** Of those that it brings back. */
  back: string[];
  /** How many people, or records, that is. */
  count: number;
  state: 'running' | 'done' | 'taken_back';
}

export type Stage =
  | { at: 'choose'; trouble?: Trouble }
  | { at: 'reading'; name: string }
  /** `takenBack`: whom an import that was taken back had deleted. */
  | { at: 'preview'; source: Source; preview: Preview; takenBack: string[] }
  | { at: 'events'; events: CalendarEvent[] }
  /** `total` is 0 until that is known; `people`: so many are in, and their pictures follow. */
  | { at: 'importing'; name: string; done: number; total: number; people?: number }
  | { at: 'takingBack'; done: number; total: number }
  | { at: 'done'; import: Import; stayed?: number };

export const stage = signal<Stage>({ at: 'choose' });

/** So many are remembered. */
const MOST = 10;

const meta = async <T>(key: string): Promise<T | undefined> =>
  (await openCurrent()).connection.run((database) => database.get('meta', key)) as Promise<
    T | undefined
  >;

async function remember(values: Record<string, unknown>): Promise<void> {
  const { connection } = await openCurrent();
  await connection.run(async (database) => {
    const { store, done } = database.transaction('meta', 'readwrite', { durability: 'strict' });
    for (const [key, value] of Object.entries(values))
      void (value === undefined ? store.delete(key) : store.put(value, key));
    await done;
  });
}

/** The latest first. */
export const imports = async (): Promise<Import[]> => (await meta<Import[]>(IMPORTS)) ?? [];

const columnsKey = (headers: readonly string[]): string => `import-columns:${headers.join('\t')}`;

/** Reads a file and shows what is in it. */
export async function look(source: Source): Promise<void> {
  stage.value = { at: 'reading', name: source.name };
  try {
    const text = source.file.size > 4 * LONGEST ? '' : await source.file.text();
    const evening = eventInText(text, zoneHere(), Date.now());
    if (evening) {
      stage.value = { at: 'events', events: [evening] };
      return;
    }
    let preview: Preview | undefined;
    const hear = (message: FromWorker) => {
      if (message.type === 'events') stage.value = { at: 'events', events: message.events };
      else if (message.type === 'preview') preview = message.preview;
      else if (message.type === 'failed') stage.value = { at: 'choose', trouble: message.why };
      return true;
    };
    await ask({ type: 'read', source }, hear, { stays: true });
    if (preview) await show(source, preview);
    else release();
  } catch (error) {
    stage.value = error instanceof Stopped ? { at: 'choose' } : { at: 'choose', trouble: 'broken' };
  }
}

async function show(source: Source, preview: Preview): Promise<void> {
  const { table } = preview;
  // A table of this sort was read before: what was said of its columns then holds.
  if (table && !source.columns) {
    const kept = await (await openStore()).draft(columnsKey(table.headers));
    if (kept) return look({ ...source, columns: JSON.parse(kept) as Column[] });
  }
  const back = new Set(
    (await imports())
      .filter(({ state }) => state === 'taken_back')
      .flatMap(({ ids, back }) => [...ids, ...back]),
  );
  const takenBack = preview.gone.flatMap(([id]) => (back.has(id) ? [id] : []));
  stage.value = { at: 'preview', source, preview, takenBack };
}

/** Reads the table anew, its columns as they were chosen; they are remembered for tables of this sort. */
export async function chooseColumns(
  source: Source,
  headers: string[],
  columns: Column[],
): Promise<void> {
  await (await openStore()).saveDraft(columnsKey(headers), JSON.stringify(columns));
  await look({ ...source, columns });
}

/** What another app shared with this page. It is taken once: in one of two tabs. */
export async function takeShared(): Promise<void> {
  const { connection } = await openCurrent();
  const shared = (await connection.run(async (database) => {
    const { store, done } = database.transaction('meta', 'readwrite');
    const found = await store.get(SHARED_FILE);
    if (found) await store.delete(SHARED_FILE);
    await done;
    return found;
  })) as SharedFile | undefined;
  if (shared && stage.peek().at === 'choose')
    await look({ file: new Blob([shared.bytes]), name: shared.name });
}

/** Begins an import; `back`: those who were deleted come back as well. */
export async function begin(source: Source, preview: Preview, back: string[]): Promise<void> {
  const one: Import = {
    name: source.name,
    at: Date.now(),
    what: preview.what,
    ids: preview.ids,
    back,
    count: preview.counts.fresh + Math.ceil(back.length / 2),
    state: 'running',
  };
  stage.value = { at: 'reading', name: one.name };
  try {
    await ask({ type: 'keep', source }, keptOrRaise, { stays: true });
    await remember({ [IMPORTS]: [one, ...(await imports())].slice(0, MOST) });
    // Only now may one leave, as this screen says.
    stage.value = { at: 'importing', name: one.name, done: 0, total: 0 };
    await (navigator.locks?.request(LOCK, () => run(one, source)) ?? run(one, source));
  } catch (error) {
    stage.value = {
      at: 'choose',
      ...(!(error instanceof Stopped) && { trouble: 'not_kept' as const }),
    };
  }
}

function keptOrRaise(message: FromWorker): boolean {
  if (message.type === 'failed') throw new Error(message.why);
  return true;
}

/** For so long, in ms, the other screens wait to hear of what comes in: each of them reads everything anew. */
const QUIET = 10_000;

let running: Promise<void> | undefined;

/** Of two tabs one writes. */
const LOCK = 'import';

function run(one: Import, source: Source): Promise<void> {
  running ??= (async () => {
    const opened = await openCurrent();
    const told = announcer(opened);
    const { ids, back } = one;
    let trouble: Trouble | undefined;
    let pictures = 0;
    const today = dateHere(new Date(one.at));
    await ask({ type: 'import', source, ids, back, today }, async (message, tell) => {
      if (message.type === 'progress' || message.type === 'picture') {
        const { done, total } = message;
        const people = message.type === 'picture' ? { people: one.count } : {};
        stage.value = { at: 'importing', name: one.name, done, total, ...people };
      }
      if (message.type === 'progress') {
        told.changed(one.what === 'people' ? ['person', 'original'] : KINDS);
        return false;
      }
      if (message.type === 'picture') {
        // Everybody is there, and is seen before their pictures are.
        if (!pictures) told.end();
        pictures += 1;
        await takePicture(opened, message.person, message.id, message.picture);
        told.changed(['person', 'attachment']);
        tell({ type: 'kept' });
        return false;
      }
      if (message.type === 'failed') trouble = message.why;
      return true;
    });
    told.end();
    if (trouble) stage.value = { at: 'choose', trouble };
    else await finish({ ...one, state: 'done' });
  })().finally(() => {
    running = undefined;
  });
  return running;
}

/** Somebody's picture, as small as all others are. One that cannot be shown keeps nobody else's back. */
async function takePicture(
  { connection, store }: Opened,
  person: string,
  id: string,
  picture: Blob,
): Promise<void> {
  const row = await store.get('person', person);
  if (!row || row.deleted_at !== null || row.fields.photo) return;
  try {
    const file = await keepPicture(picture, id);
    await addRecords(connection, [
      { ...attachmentDraft(file, person), if_absent: true },
      { kind: 'person', record: person, set: { photo: id } },
    ]);
  } catch (error) {
    // A phone that is full says so; what is no picture is in the file as it was.
    if (isFull(error)) throw error;
  }
}

async function finish(one: Import, stayed?: number): Promise<void> {
  const others = (await imports()).filter(({ at }) => at !== one.at);
  await remember({ [IMPORTS]: [one, ...others], [SOURCE]: undefined });
  const { connection } = await openCurrent();
  await connection.run((database) => database.delete('meta', allPieces()));
  stage.value = { at: 'done', import: one, ...(stayed !== undefined && { stayed }) };
  void syncNow();
}

/** Tells the other screens, not each time and surely at the end. */
function announcer({ announcer }: Opened): {
  changed(kinds: Iterable<Kind>): void;
  end(): void;
} {
  let kinds = new Set<Kind>();
  let last = Date.now();
  const end = () => {
    if (kinds.size) announcer.announce(kinds);
    kinds = new Set();
    last = Date.now();
  };
  const changed = (some: Iterable<Kind>) => {
    for (const kind of some) kinds.add(kind);
    if (Date.now() - last > QUIET) end();
  };
  return { changed, end };
}

/** Goes on with what was under way when the app was closed: in one tab, whichever screen it shows. */
export async function resume(): Promise<void> {
  const { locks } = navigator;
  // Plain http from elsewhere has none.
  if (!locks) return goOn();
  await locks.request(LOCK, { ifAvailable: true }, async (lock) => lock && goOn());
}

async function goOn(): Promise<void> {
  if (running || stage.peek().at !== 'choose') return;
  const [last] = await imports();
  if (last?.state !== 'running') return;
  const kept = await meta<Kept>(SOURCE);
  if (!kept) return finish({ ...last, state: 'done' });
  stage.value = { at: 'importing', name: last.name, done: 0, total: 0 };
  const { pieces, ...rest } = kept;
  const bytes = await Promise.all(
    Array.from({ length: pieces }, (_, piece) => meta<ArrayBuffer>(pieceKey(piece))),
  );
  const source = { file: new Blob(bytes as ArrayBuffer[]), name: last.name, ...rest };
  await run(last, source).catch(() => {
    stage.value = { at: 'choose', trouble: 'not_kept' };
  });
}

/** So many records go at once. */
const AT_ONCE = 400;

/** Everybody whom an import brought goes again, but for those whom one has met since. */
export async function takeBack(one: Import): Promise<void> {
  const opened = await openCurrent();
  const { connection, store } = opened;
  stage.value = { at: 'takingBack', done: 0, total: one.ids.length };
  const [only, people, originals] = await Promise.all([
    cameIn(connection),
    store.all('person'),
    store.all('original'),
  ]);
  const ids = new Set([...one.ids, ...one.back]);
  const stays = new Set(
    people
      .filter((person) => one.what === 'people' && !only(person))
      .flatMap(({ id, also = [] }) => [id, ...also.map((card) => card.id)]),
  );
  const stayed = people.filter(({ id }) => ids.has(id) && stays.has(id)).length;
  for (const { id, fields } of originals) if (stays.has(fields.person_id)) stays.add(id);
  const told = announcer(opened);
  const all = [...ids].filter((id) => !stays.has(id));
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const kinds = await kindsOf(connection, some);
    const drafts = some.flatMap((record): Draft[] => {
      const kind = kinds.get(record);
      return kind ? [{ kind, record, delete: true }] : [];
    });
    // What is lost to a power cut stays, as the import says until the strict transaction behind these.
    await addRecords(connection, drafts, 'relaxed');
    told.changed(kinds.values());
    stage.value = { at: 'takingBack', done: at + some.length, total: all.length };
  }
  told.end();
  await finish({ ...one, state: 'taken_back' }, stayed);
}

/** Of those records that are there, and not deleted. */
async function kindsOf(
  connection: Opened['connection'],
  ids: readonly string[],
): Promise<Map<string, Kind>> {
  const rows = await connection.run((database) => {
    const records = database.transaction('records').objectStore('records');
    return Promise.all(ids.map((id) => records.get(id)));
  });
  return new Map(
    rows.flatMap((row) => (row && row.deleted_at === null ? [[row.id, row.kind as Kind]] : [])),
  );
}

onSwitch(() => {
  stage.value = { at: 'choose' };
});
/** Nobody waits for who was not let in. */
stage.subscribe(({ at }) => {
  if (at === 'choose') release();
});
