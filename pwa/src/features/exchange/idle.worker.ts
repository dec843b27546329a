/** Reads and writes files in a worker, so that the page stays responsive with files of any size. */

import { bytesOf } from '../../contacts/bytes';
import type { Column } from '../../contacts/columns';
import { contactsIn, type Photo } from '../../contacts/vcards';
import { NoZip, Zip } from '../../contacts/zip';
import { addRecords } from '../../data/addRecords';
import { transact } from '../../data/transact';
import type { Draft } from '../../records/kinds';
import { zoneHere } from '../../records/zone';
import { keepAttachments, type Restored, restored } from './archive';
import { eventsIn } from './calendar';
import { asCards, asTable, asZip } from './exporting';
import { type Bytes, type Opened, openFile, recordsIn } from './files';
import { readKnown, standing } from './known';
import { draftsOf, type Known, type Plan, type Planned, photoId, planned, planOf } from './plan';
import {
  allPieces,
  type FromWorker,
  type Kept,
  MOST_SHOWN,
  type Preview,
  pieceKey,
  type Seen,
  SOURCE,
  type Source,
  type ToWorker,
} from './protocol';

/** How many drafts are written in one transaction. A captured note waits no longer than for one of these. */
const AT_ONCE = 400;
const LARGEST_DOCUMENT = 512 << 20;

const tell = (message: FromWorker): void => self.postMessage(message);

class Nothing extends Error {}

let kept: () => void = () => undefined;
const untilKept = (): Promise<void> =>
  new Promise((go) => {
    kept = go;
  });

/** Available in workers only, and TypeScript knows the types of pages only here. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** Reads a file in parts, so that only the part in use is in memory. */
class FileBytes implements Bytes {
  readonly #file: Blob;
  readonly length: number;

  constructor(file: Blob) {
    this.#file = file;
    this.length = file.size;
  }

  subarray(from: number, to: number): Uint8Array {
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(this.#file.slice(from, to)));
  }
}

type File = Opened & { zip?: Zip };

async function open({ file, columns }: Source): Promise<File> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] === 0x50 && start[1] === 0x4b) {
    const zip = await Zip.open(file);
    const document = await zip.part('karmadex.json', LARGEST_DOCUMENT);
    let records: unknown[] | undefined;
    try {
      records = recordsIn(JSON.parse(new TextDecoder().decode(document)));
    } catch {
      // Treated as any other file that is not an export.
    }
    if (!records) throw new NoZip('no records');
    return { what: 'archive', records, zip };
  }
  const opened = openFile(new FileBytes(file), columns);
  if (!opened) throw new Nothing();
  return opened;
}

const titled = ({ fields }: Planned): string => fields.name ?? fields.known_for ?? '';

const seen = (one: Planned): Seen => {
  const { organisation, emails, phones } = one.fields;
  const title = titled(one);
  const said = [organisation, emails[0] ?? phones[0]];
  // Somebody without a name is called by one of these.
  return { title, detail: said.filter((each) => each && each !== title).join(' · ') };
};

const seenAlike = (one: Planned): Seen => ({ title: titled(one), detail: one.alike ?? '' });

function previewOf(
  plan: Plan,
  columns?: Column[],
  table?: Extract<Opened, { what: 'people' }>['table'],
): Preview {
  const of = (state: Planned['state']) => plan.people.filter((one) => one.state === state);
  const sorts = {
    fresh: of('fresh'),
    known: of('known'),
    deleted: of('deleted'),
    alike: plan.people.filter(({ alike }) => alike),
  };
  const count = (is: (one: Planned) => boolean) => plan.people.filter(is).length;
  const shownOf = (people: Planned[]) => people.slice(0, MOST_SHOWN).map(seen);
  const isNew = ({ state, original }: Planned) => state !== 'deleted' && !original.isKnown;
  return {
    what: 'people',
    counts: {
      fresh: sorts.fresh.length,
      known: sorts.known.length,
      deleted: sorts.deleted.length,
      alike: sorts.alike.length,
      photos: sorts.fresh.filter(({ hasPhoto }) => hasPhoto).length,
      cut: count(({ isCut }) => isCut),
      short: count(({ isShort }) => isShort),
      again: plan.again,
      unread: plan.unread.length,
    },
    shown: {
      fresh: shownOf(sorts.fresh),
      known: shownOf(sorts.known),
      deleted: shownOf(sorts.deleted),
      alike: sorts.alike.slice(0, MOST_SHOWN).map(seenAlike),
    },
    unread: plan.unread
      .slice(0, MOST_SHOWN)
      .map((one) => ({ ...one, text: one.text.slice(0, 300) })),
    ...(table && {
      table: {
        form: table.form,
        headers: table.headers,
        columns: columns ?? table.columns,
        sample: table.rows.slice(0, 3).map(({ cells }) => cells),
      },
    }),
    ids: [
      ...sorts.fresh.map(({ id }) => id),
      ...plan.people.filter(isNew).map(({ original }) => original.id),
      ...sorts.fresh.filter(({ hasPhoto }) => hasPhoto).map(({ id }) => photoId(id)),
    ],
    gone: sorts.deleted.map(({ id, original }) => [id, original.id]),
  };
}

function previewOfArchive({ drafts, known, unread }: Restored): Preview {
  const none = { fresh: [], known: [], deleted: [], alike: [] };
  const ids = [...new Set(drafts.map(({ record }) => record))];
  return {
    what: 'archive',
    counts: {
      ...{ fresh: ids.length, known, unread },
      ...{ deleted: 0, alike: 0, photos: 0, cut: 0, short: 0, again: 0 },
    },
    shown: none,
    unread: [],
    ids,
    gone: [],
  };
}

/** The people of the preview, kept until they are imported, so that the file is not read twice. */
let previewed: { people: Planned[]; known: Known } | undefined;

async function read(database: string, source: Source): Promise<void> {
  const opened = await open(source);
  if (opened.what === 'calendar') {
    const { events } = eventsIn(opened.bytes, zoneHere());
    if (!events.length) throw new Nothing();
    tell({ type: 'events', events });
    return;
  }
  const known = await readKnown(database);
  if (opened.what === 'archive') {
    tell({
      type: 'preview',
      preview: previewOfArchive(restored(opened.records, (id) => known.ids.has(id))),
    });
    return;
  }
  const plan = await planOf(opened.items(), known);
  if (!plan.people.length && !plan.unread.length) throw new Nothing();
  previewed = { people: plan.people, known };
  tell({ type: 'preview', preview: previewOf(plan, source.columns, opened.table) });
}

/** How many bytes of a file are copied at once. */
const PIECE = 1 << 22;

/**
 * Copies the file piece by piece into the database, because WebKit does not keep Blobs reliably
 * (https://webkit.org/b/292142). The entry that says that it is complete is written last.
 */
async function keep(database: string, { file, columns }: Source): Promise<void> {
  const phone = standing(database);
  const pieces = Math.ceil(file.size / PIECE);
  try {
    for (let piece = 0; piece < pieces; piece++) {
      const bytes = await file.slice(piece * PIECE, (piece + 1) * PIECE).arrayBuffer();
      await phone.run((opened) => opened.put('meta', bytes, pieceKey(piece)));
    }
  } catch (error) {
    // If the disk was full, this frees the space again.
    await phone.run((opened) => opened.delete('meta', allPieces()));
    throw error;
  }
  const kept: Kept = { pieces, ...(columns && { columns }) };
  await phone.run((opened) =>
    transact(opened, ['meta'], (transaction) => transaction.objectStore('meta').put(kept, SOURCE)),
  );
  await phone.close();
  tell({ type: 'kept' });
}

type Import = Extract<ToWorker, { type: 'import' }>;

/** Writes what is missing, a part at a time. Records that exist already are left alone. */
async function bring({ database, source, ids, back, today }: Import): Promise<void> {
  const phone = standing(database);
  const wanted = new Set(ids);
  const write = async (drafts: Draft[], pictures = 0): Promise<void> => {
    const total = ids.length + back.length - pictures;
    // Counts what was written before the app was closed.
    let done = Math.max(0, total - drafts.length);
    for (let at = 0; at < drafts.length; ) {
      let to = Math.min(at + AT_ONCE, drafts.length);
      // All drafts of one record stay in one transaction.
      while (to < drafts.length && drafts[to]?.record === drafts[to - 1]?.record) to += 1;
      await addRecords(phone, drafts.slice(at, to), 'relaxed');
      done = Math.min(total, done + to - at);
      tell({ type: 'progress', done, total });
      at = to;
    }
  };
  const known = previewed?.known ?? (await readKnown(database));
  const opened = previewed ? undefined : await open(source);
  if (opened?.what === 'archive') {
    const { drafts } = restored(opened.records, (id) => known.ids.has(id));
    await write(drafts.filter(({ record }) => wanted.has(record)));
    if (opened.zip) await keepAttachments(phone, opened.zip, opened.records, wanted);
  } else if (!opened || opened.what === 'people') {
    const again = new Set(back);
    const { people } = previewed ?? (await planOf((opened as People).items(), known));
    const isMissing = (id: string): boolean => wanted.has(id) && !known.ids.has(id);
    const drafts = people.flatMap((one) => {
      if (one.state === 'deleted') return again.has(one.id) ? draftsOf(one, true, today) : [];
      return draftsOf(one, false, today).filter(({ record }) => isMissing(record));
    });
    const withPicture = people.filter(({ id, hasPhoto }) => hasPhoto && wanted.has(photoId(id)));
    const pictured = new Set(
      withPicture.flatMap(({ id }) => (known.ids.has(photoId(id)) ? [] : [id])),
    );
    previewed = undefined;
    await write(drafts, withPicture.length);
    if (pictured.size) await bringPictures(await open(source), pictured, known);
  }
  await phone.close();
  tell({ type: 'imported' });
}

type People = Extract<Opened, { what: 'people' }>;

/** Adds the pictures once everybody is imported. Reads the file again, so that no pictures are in memory. */
async function bringPictures(
  opened: Opened,
  pictured: ReadonlySet<string>,
  known: Known,
): Promise<void> {
  if (opened.what !== 'people') return;
  const total = pictured.size;
  let done = 0;
  for await (const one of planned(opened.items({ pictures: true }), known)) {
    if ('why' in one || !pictured.has(one.id)) continue;
    done += 1;
    const picture = one.photo && pictureOf(one.photo);
    if (!picture) continue;
    tell({ type: 'picture', person: one.id, id: photoId(one.id), picture, done, total });
    await untilKept();
  }
}

/** Returns null if it is not valid base64. */
function pictureOf({ base64, media_type }: Photo): Blob | null {
  try {
    return new Blob([bytesOf(atob(base64)) as BlobPart], { type: media_type });
  } catch {
    return null;
  }
}

async function hand(message: Extract<ToWorker, { type: 'export' }>): Promise<void> {
  const { form, database, account } = message;
  const write = form === 'csv' ? asTable : asCards;
  const made = await (form === 'zip' ? asZip(database, account) : write(message));
  tell({ type: 'file', ...made });
}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.type === 'kept') kept();
    else if (data.type === 'keep') await keep(data.database, data.source);
    else if (data.type === 'read') await read(data.database, data.source);
    else if (data.type === 'import') await bring(data);
    else if (data.type === 'cards')
      tell({ type: 'cards', people: data.files.map((file) => contactsIn(file).people) });
    else await hand(data);
  } catch (error) {
    const isFile = error instanceof Nothing || error instanceof NoZip;
    const isWriting = data.type === 'keep' || (data.type === 'import' && !isFile);
    const why = error instanceof Nothing ? 'nothing' : 'broken';
    tell({ type: 'failed', why: isWriting ? 'not_kept' : why });
  }
};
