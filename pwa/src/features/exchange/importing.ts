/** Imports people: choose, preview, write, and go on where it stopped. */
import type { Column } from '../../contacts/columns';
import { addRecords } from '../../data/addRecords';
import { attachmentDraft } from '../../data/files';
import { isFull } from '../../data/isFull';
import { type Opened, openCurrent, openStore } from '../../data/open';
import { SHARED_FILE, type SharedFile } from '../../data/sharedKeys';
import { dateHere } from '../../prompts/days';
import { DEFAULTS, type Kind } from '../../records/kinds';
import { zoneHere } from '../../records/zone';
import { keepPicture } from '../attachments/keep';
import { announcer, finish, type Import, imports, meta, remember, stage } from './importState';
import { eventInText, LONGEST } from './invitation';
import {
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

/** How many imports are remembered. */
const MOST = 10;

const columnsKey = (headers: readonly string[]): string => `import-columns:${headers.join('\t')}`;

/** Reads a file and shows its preview. */
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
  // The user's choice of columns for a table with the same headers is used again.
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

/** Reads the table again with the chosen columns. They are remembered for tables with the same headers. */
export async function chooseColumns(
  source: Source,
  headers: string[],
  columns: Column[],
): Promise<void> {
  await (await openStore()).saveDraft(columnsKey(headers), JSON.stringify(columns));
  await look({ ...source, columns });
}

/** Takes the file that another app shared. It is taken once, by one of several tabs. */
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

/** Starts an import; `back`: deleted people to be restored as well. */
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
    // The screen says that the app may be closed, which is true only from here on.
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

let running: Promise<void> | undefined;

/** The lock by which only one tab writes. */
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
        // Everybody is imported, and is shown before their pictures are.
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

/** Stores somebody's picture, scaled down like all others. An unreadable picture does not stop the others. */
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
    // A full disk is reported. What is not a picture stays in the original only.
    if (isFull(error)) throw error;
  }
}

/** Continues an import that was running when the app was closed: in one tab, on any screen. */
export async function resume(): Promise<void> {
  const { locks } = navigator;
  // Web Locks exist over https and on localhost only.
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
