import { beforeEach } from 'vitest';
import type { StoredFile } from '../data/database';
import { attachmentDraft, countHereOnly, fileOf, hashOf, keepFile } from '../data/files';
import { note, type Phone, phone } from '../data/rig';
import { syncStore } from '../data/syncStore';
import { DEFAULTS, REQUIRED } from '../records/kinds';
import { newId } from '../records/uuid';
import type { SyncRequest } from '../sync/protocol';
import type { World } from './bytes';

/** The files of a server for the phones of two accounts, and how badly it can be reached. */
export class Room {
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

/** The server, the phone and its clock (ms) of the current test. */
export const rig = {} as { room: Room; held: Phone; clock: number };

/** Gives each test of a file a new phone and a new server. */
export function freshRig(): void {
  beforeEach(() => {
    Object.assign(rig, { room: new Room(), held: phone(), clock: Date.now() });
  });
}

export const world = (more: Partial<World> = {}): World => ({
  connection: rig.held.connection,
  fetch: rig.room.fetch,
  now: () => rig.clock,
  turn: async () => undefined,
  changed: () => undefined,
  ...more,
});

/** Stores a picture that is in no note yet. */
export async function taken(size = 1000, seed = 1): Promise<StoredFile> {
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
    captured_at: rig.clock,
    called: 'A picture',
    used_at: rig.clock,
  };
  await keepFile(rig.held.connection, file, bytes);
  return file;
}

/** Saves it with a note. */
export async function saved(file: StoredFile): Promise<StoredFile> {
  const written = note('At the bar');
  await rig.held.store.write([written, attachmentDraft(file, written.record)]);
  return file;
}

/** A server that knows, or does not know, attachments takes what it can of the outbox. */
export async function sync(knows?: Record<string, string[]>): Promise<SyncRequest> {
  const side = syncStore({
    account: rig.held.store.account as string,
    connection: rig.held.connection,
    announce: () => undefined,
    now: () => rig.clock,
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

export const KNOWS = { attachment: [...REQUIRED.attachment, ...Object.keys(DEFAULTS.attachment)] };

export const hereOnly = (): Promise<number> => rig.held.connection.run(countHereOnly);

export async function isBrought(file: StoredFile): Promise<boolean> {
  return (
    rig.room.blobs.has(file.sha256) &&
    (await fileOf(rig.held.connection, file.id))?.state === 'sent'
  );
}
