import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredFile } from '../data/database';
import { setDeviceSettings } from '../data/deviceSettings';
import { attachmentDraft, bytesOf, countHereOnly, fileOf, hashOf, keepFile } from '../data/files';
import type { Opened } from '../data/open';
import { note, type Phone, phone } from '../data/rig';
import { syncStore } from '../data/syncStore';
import { DEFAULTS, REQUIRED } from '../records/kinds';
import { newId } from '../records/uuid';
import type { SyncRequest } from '../sync/protocol';
import { type BytesWorld, drainBytes } from '../worker/bytes';
import { bringAll, bytesLock, tidyUp, type World } from './bytes';

const DAY = 86_400_000;

/** The files of a server for the phones of two accounts, and how badly it can be reached. */
class Room {
  blobs = new Map<string, Uint8Array>();
  uploads = new Map<string, { sha256: string; size: number; bytes: Uint8Array }>();
  begun = 0;
  full = false;
  /** Whether bytes may be sent with their announcement, and whether every server supports it. */
  along: 'no' | 'yes' | 'on some' = 'no';
  log: string[] = [];
  /** What happens to a request: it goes through, breaks off after so many bytes, or its answer is lost. */
  fate: (init: RequestInit) => 'through' | 'lost' | number = () => 'through';

  fetch = (async (path: string, init: RequestInit): Promise<Response> => {
    const fate = this.fate(init);
    if (fate === 'lost') {
      await this.#answer(path, init);
      throw new TypeError('Load failed');
    }
    const body = init.body as ArrayBuffer | undefined;
    if (typeof fate === 'number') {
      if (body) await this.#answer(path, { ...init, body: body.slice(0, fate) });
      throw new TypeError('Load failed');
    }
    return this.#answer(path, init);
  }) as typeof globalThis.fetch;

  async #answer(path: string, { method = 'GET', headers, body }: RequestInit): Promise<Response> {
    const said = new Headers(headers);
    const name = path.split('/').at(-1) as string;
    const tell = (status: number, more: Record<string, string> = {}): Response =>
      new Response(null, {
        status,
        headers: {
          'Tus-Resumable': '1.0.0',
          ...(this.along !== 'no' && { 'Tus-Extension': 'creation,creation-with-upload' }),
          ...more,
        },
      });
    this.log.push(
      `${method} ${/^[0-9a-f]{64}$/.test(name) ? 'sha256' : (name === 'blobs' && name) || 'upload'}`,
    );
    if (method === 'POST') {
      if (this.full) return tell(507);
      if (body && this.along !== 'yes') return tell(413);
      const id = `upload-${++this.begun}`;
      const sha256 = atob((said.get('Upload-Metadata') ?? '').split(' ')[1] ?? '');
      const size = Number(said.get('Upload-Length'));
      if (body) {
        const bytes = new Uint8Array(body as ArrayBuffer);
        if (bytes.length !== size) return tell(400);
        this.blobs.set(sha256, bytes);
        return tell(201, { Location: `/api/v1/blobs/${id}`, 'Upload-Offset': String(size) });
      }
      this.uploads.set(id, { sha256, size, bytes: new Uint8Array() });
      return tell(201, { Location: `/api/v1/blobs/${id}` });
    }
    const upload = this.uploads.get(name);
    if (method === 'HEAD') {
      if (this.blobs.has(name)) return tell(200);
      return upload ? tell(200, { 'Upload-Offset': String(upload.bytes.length) }) : tell(404);
    }
    if (!upload) return tell(404);
    if (Number(said.get('Upload-Offset')) !== upload.bytes.length) return tell(409);
    const piece = new Uint8Array(body as ArrayBuffer);
    upload.bytes = new Uint8Array([...upload.bytes, ...piece]);
    if (upload.bytes.length === upload.size) {
      this.uploads.delete(name);
      if ((await hashOf(upload.bytes.slice().buffer as ArrayBuffer)) !== upload.sha256)
        return tell(460);
      this.blobs.set(upload.sha256, upload.bytes);
    }
    return tell(204, { 'Upload-Offset': String(upload.bytes.length) });
  }
}

let room: Room;
let held: Phone;
let clock: number;
beforeEach(() => {
  room = new Room();
  held = phone();
  clock = Date.now();
});

const world = (more: Partial<World> = {}): World => ({
  connection: held.connection,
  fetch: room.fetch,
  now: () => clock,
  turn: async () => undefined,
  changed: () => undefined,
  ...more,
});

/** Stores a picture that is in no note yet. */
async function taken(size = 1000, seed = 1): Promise<StoredFile> {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * seed) % 251).buffer;
  const file: StoredFile = {
    id: newId(),
    state: 'here',
    sha256: await hashOf(bytes),
    media_type: 'image/jpeg',
    bytes: size,
    width: 4,
    height: 3,
    seconds: null,
    thumbnail: null,
    captured_at: clock,
    called: 'A picture',
    used_at: clock,
  };
  await keepFile(held.connection, file, bytes);
  return file;
}

/** Saves it with a note. */
async function saved(file: StoredFile): Promise<StoredFile> {
  const written = note('At the bar');
  await held.store.write([written, attachmentDraft(file, written.record)]);
  return file;
}

/** A server that knows, or does not know, attachments takes what it can of the outbox. */
async function sync(knows?: Record<string, string[]>): Promise<SyncRequest> {
  const side = syncStore({
    account: held.store.account as string,
    connection: held.connection,
    announce: () => undefined,
    now: () => clock,
    timezone: () => 'UTC',
  });
  const request = await side.next(1000);
  await side.applyResponse(request, {
    results: request.changes.map(({ id }) => ({ id, status: 'applied' })),
    records: request.changes.map(({ kind, record, set }, index) => ({
      kind,
      id: record,
      rev: index + 1,
      fields: set ?? {},
      deleted_at: null,
    })),
    cursor: 'c',
    more: false,
    reset: false,
    ...(knows && { knows }),
  });
  return request;
}

const KNOWS = { attachment: [...REQUIRED.attachment, ...Object.keys(DEFAULTS.attachment)] };

const hereOnly = (): Promise<number> => held.connection.run(countHereOnly);

async function isBrought(file: StoredFile): Promise<boolean> {
  return room.blobs.has(file.sha256) && (await fileOf(held.connection, file.id))?.state === 'sent';
}

describe('the bytes of a picture', () => {
  it('are brought after its record, never before', async () => {
    const file = await saved(await taken());
    expect(await bringAll(world())).toBeUndefined();
    expect(room.log).toEqual([]);
    expect(await hereOnly()).toBe(1);
    await sync(KNOWS);
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    expect(await hereOnly()).toBe(0);
    expect([...new Uint8Array(room.blobs.get(file.sha256) ?? [])].length).toBe(1000);
  });

  it('wait, unparked, for a server that has heard of attachments', async () => {
    const file = await saved(await taken());
    const first = await sync();
    expect(first.changes.map(({ kind }) => kind)).toEqual(['note']);
    await bringAll(world());
    expect([room.log, await held.store.counts()]).toEqual([[], { waiting: 1, parked: 0 }]);
    await sync(KNOWS);
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
  });

  it('of a draft stay where they are, and count for nothing', async () => {
    const file = await taken();
    await bringAll(world());
    await tidyUp(world());
    expect([room.log, await hereOnly()]).toEqual([[], 0]);
    expect(await bytesOf(held.connection, file.sha256)).toBeDefined();
  });

  it('that are there already are not brought twice: two notes, or two phones', async () => {
    await sync(KNOWS);
    const [one, other] = [await saved(await taken()), await saved(await taken())];
    expect(one.sha256).toBe(other.sha256);
    await sync(KNOWS);
    await bringAll(world());
    expect([await isBrought(one), await isBrought(other), room.begun]).toEqual([true, true, 1]);
  });

  it('let records go first, before each piece', async () => {
    await sync(KNOWS);
    await saved(await taken(700_000));
    await sync(KNOWS);
    let turns = 0;
    await bringAll(world({ turn: async () => void turns++ }));
    expect([turns, room.log.filter((each) => each.startsWith('PATCH')).length]).toEqual([4, 3]);
  });

  it('come along with their announcement, where that is one piece', async () => {
    room.along = 'yes';
    await sync(KNOWS);
    const small = await saved(await taken(1000));
    clock += 1; // the oldest goes first
    const large = await saved(await taken(300_000, 7));
    await sync(KNOWS);
    await bringAll(world());
    expect([await isBrought(small), await isBrought(large)]).toEqual([true, true]);
    const journeys = ['HEAD sha256', 'POST blobs'];
    expect(room.log).toEqual([...journeys, ...journeys, 'PATCH upload', 'PATCH upload']);
  });

  it('are not asked for any more once the server is known to take them in one journey', async () => {
    room.along = 'yes';
    await sync(KNOWS);
    const files: StoredFile[] = [];
    for (let seed = 1; seed <= 3; seed++) {
      files.push(await saved(await taken(1000, seed)));
      clock += 1;
    }
    await sync(KNOWS);
    await bringAll(world());
    expect(await Promise.all(files.map(isBrought))).toEqual([true, true, true]);
    expect(room.log).toEqual(['HEAD sha256', 'POST blobs', 'POST blobs', 'POST blobs']);
  });

  it('of which the answer was lost are asked for before they are brought once more', async () => {
    room.along = 'yes';
    await sync(KNOWS);
    await saved(await taken(1000, 1));
    clock += 1;
    const second = await saved(await taken(1000, 2));
    await sync(KNOWS);
    room.fate = ({ method }) => (method === 'POST' && room.blobs.size === 1 ? 'lost' : 'through');
    expect((await bringAll(world()))?.state).toBe('later');
    room.log = [];
    await bringAll(world());
    expect([await isBrought(second), room.log]).toEqual([true, ['HEAD sha256']]);
  });

  it('arrive on a network that never lets them through in one go', async () => {
    room.along = 'yes';
    await sync(KNOWS);
    const file = await saved(await taken(1000));
    await sync(KNOWS);
    room.fate = ({ body }) => (body ? 300 : 'through');
    for (let evening = 0; evening < 6; evening++) await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    expect(room.log.filter((each) => each.startsWith('PATCH'))).toHaveLength(4);
  });

  it('come as they always did where an older server stands beside a newer one', async () => {
    room.along = 'on some';
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    const again = ['HEAD sha256', 'POST blobs'];
    expect(room.log).toEqual([...again, ...again, 'PATCH upload']);
  });

  it('for which the server has no room stay here, keep nothing back, and are tried again later', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    room.full = true;
    expect(await bringAll(world())).toBeUndefined();
    expect((await fileOf(held.connection, file.id))?.refused?.status).toBe(507);
    room.full = false;
    await bringAll(world());
    expect(await isBrought(file)).toBe(false);
    clock += DAY;
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
  });
});

describe('the worker, when no page is left', () => {
  const opened = (): Promise<Opened> =>
    Promise.resolve({
      store: held.store,
      connection: held.connection,
      announcer: { announce: () => undefined },
    } as unknown as Opened);
  const worker = (locks?: BytesWorld['locks']): Promise<void> =>
    drainBytes({ open: opened, fetch: room.fetch, locks });

  it('brings them, and is tried again while something is left', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    room.fate = () => 'lost';
    await expect(worker()).rejects.toThrow('later');
    room.fate = () => 'through';
    await worker();
    expect([await isBrought(file), room.blobs.size]).toEqual([true, 1]);
  });

  it('waits for the tab that is at it: two of them take one picture, and one brings it', async () => {
    await sync(KNOWS);
    await saved(await taken(600_000));
    await sync(KNOWS);
    let last: Promise<unknown> = Promise.resolve();
    const names: string[] = [];
    const locks = {
      request: (name: string, work: () => Promise<unknown>) => {
        names.push(name);
        last = last.then(work);
        return last;
      },
    } as unknown as BytesWorld['locks'];
    await Promise.all([worker(locks), worker(locks)]);
    expect([names, room.begun, room.blobs.size]).toEqual([
      Array(2).fill(bytesLock(held.store.account)),
      1,
      1,
    ]);
  });

  it('sends nothing that is paid by the byte, where its owner said so', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    await setDeviceSettings({ wifi_only: true });
    vi.stubGlobal('navigator', { connection: { type: 'cellular' } });
    await worker();
    expect(room.log).toEqual([]);
    vi.stubGlobal('navigator', { connection: { type: 'wifi' } });
    await worker();
    expect(await isBrought(file)).toBe(true);
    vi.unstubAllGlobals();
    await setDeviceSettings({ wifi_only: false });
  });
});

/** Returns pseudo-random numbers from a seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

it.each([1, 2, 3, 4])(
  'three of ten connections break at any byte, nothing is lost, doubled or half (%i)',
  async (seed) => {
    const roll = dice(seed);
    room.fate = () =>
      roll() > 0.3 ? 'through' : roll() > 0.5 ? 'lost' : Math.floor(roll() * 262_144);
    room.along = seed % 2 === 0 ? 'yes' : 'no';
    await sync(KNOWS);
    const files: StoredFile[] = [];
    for (let at = 0; at < 8; at++) {
      files.push(await saved(await taken(1000 + Math.floor(roll() * 600_000), at + 1)));
    }
    await sync(KNOWS);
    for (let tries = 0; tries < 400 && (await hereOnly()) > 0; tries++) await bringAll(world());
    expect(await hereOnly()).toBe(0);
    expect([...room.blobs.keys()].sort()).toEqual(files.map(({ sha256 }) => sha256).sort());
    for (const { sha256, bytes } of files) expect(room.blobs.get(sha256)?.length).toBe(bytes);
  },
);

describe('tidying up', () => {
  it('lets go what was forgotten, on another phone too, and what was never saved, after a week', async () => {
    await sync(KNOWS);
    const [kept, gone, draft] = [
      await saved(await taken(10, 2)),
      await saved(await taken(10, 3)),
      await taken(10, 5),
    ];
    await sync(KNOWS);
    await tidyUp(world());
    await held.connection.run(async (database) => {
      const row = await database.get('records', gone.id);
      if (row) await database.put('records', { ...row, forgotten: true, deleted_at: 'now' });
    });
    await tidyUp(world());
    expect(await fileOf(held.connection, gone.id)).toBeUndefined();
    expect(await bytesOf(held.connection, gone.sha256)).toBeUndefined();
    expect(await bytesOf(held.connection, kept.sha256)).toBeDefined();
    expect(await bytesOf(held.connection, draft.sha256)).toBeDefined();
    await held.store.saveDraft('capture', JSON.stringify({ attached: [draft.id] }));
    clock += 8 * DAY;
    await tidyUp(world());
    expect(await bytesOf(held.connection, draft.sha256)).toBeDefined();
    await held.store.saveDraft('capture', '');
    await tidyUp(world());
    expect(await bytesOf(held.connection, draft.sha256)).toBeUndefined();
  });

  it('makes room by what the server has as well, never by what only this phone has', async () => {
    await sync(KNOWS);
    const sent = await saved(await taken(10, 2));
    await sync(KNOWS);
    await bringAll(world());
    const only = await saved(await taken(10, 3));
    await tidyUp(world(), 0);
    expect(await bytesOf(held.connection, sent.sha256)).toBeUndefined();
    expect(await bytesOf(held.connection, only.sha256)).toBeDefined();
  });
});
