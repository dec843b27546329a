/**
 * Uploads bytes in pieces; the connection may break anywhere (tus 1.0,
 * https://tus.io/protocols/resumable-upload: the core, "Creation", and "Creation With Upload" if the server
 * supports it).
 */

export type Brought =
  | { state: 'sent' }
  /** No network, or the server asks to wait: try later. */
  | { state: 'later'; offline: boolean }
  | { state: 'signed_out' }
  /** The server would answer the same again: too many bytes, or no space. */
  | { state: 'refused'; status: number };

export interface Bringing {
  fetch: typeof globalThis.fetch;
  bytes: ArrayBuffer;
  sha256: string;
  /** The URL of an earlier, unfinished upload; it may no longer exist. */
  upload: string | undefined;
  /** An earlier attempt to send it in one request broke off. */
  broke: boolean | undefined;
  /** What the server supports, shared by all uploads of a run. */
  server: { along?: boolean | undefined };
  /** Called with what the next start has to know about this upload. */
  keep(known: { upload: string | undefined } | { broke: true }): Promise<void>;
  /** Awaited before each piece: records are sent first. */
  turn(): Promise<void>;
}

const BLOBS = '/api/v1/blobs';
const PIECE = 256 * 1024;
const TIME_OUT = 60_000;
/** How often an upload is started again before it is tried later. */
const MOST_TRIES = 5;
const TUS = { 'Tus-Resumable': '1.0.0' };
const OCTETS = { 'Content-Type': 'application/offset+octet-stream' };

const asked = (fetch: Bringing['fetch'], path: string, init: RequestInit): Promise<Response> =>
  fetch(path, {
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIME_OUT),
    ...init,
  });

/** Returns how many bytes the server has. Without a number, it is not our server. */
function offsetIn(response: Response): number {
  const offset = Number(response.headers.get('Upload-Offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new TypeError('no offset');
  return offset;
}

/** Never raises because of the network. */
export async function bring(bringing: Bringing): Promise<Brought> {
  try {
    return await brought(bringing);
  } catch {
    return { state: 'later', offline: true };
  }
}

async function brought({
  fetch,
  bytes,
  sha256,
  server,
  keep,
  turn,
  ...known
}: Bringing): Promise<Brought> {
  let { upload } = known;
  // A file of one piece is sent with its announcement, which saves a round trip. If the connection is slow or
  // breaks, nothing of it is stored; then the next attempt sends it in pieces.
  let along = !known.broke && bytes.byteLength <= PIECE;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // Another phone, or an attempt whose answer was lost, may have uploaded it already. A small file that was
    // never tried is sent without asking: sent twice, it is stored once.
    if (tries || upload || !along || !server.along) {
      const there = await asked(fetch, `${BLOBS}/${sha256}`, { method: 'HEAD' });
      if (there.status === 200 && there.headers.has('Tus-Resumable')) {
        await keep({ upload: undefined });
        return { state: 'sent' };
      }
      if (there.status !== 404) return waitFor(there.status);
      server.along = there.headers.get('Tus-Extension')?.includes('creation-with-upload');
    }
    let offset = 0;
    if (upload) {
      const progress = await asked(fetch, upload, { method: 'HEAD', headers: TUS });
      if (progress.status === 404) upload = undefined;
      else if (progress.status !== 200) return waitFor(progress.status);
      else offset = offsetIn(progress);
    }
    if (!upload) {
      along &&= server.along ?? false;
      if (along) await turn();
      const begun = await asked(fetch, BLOBS, {
        method: 'POST',
        headers: {
          ...TUS,
          ...(along && OCTETS),
          'Upload-Length': String(bytes.byteLength),
          'Upload-Metadata': `sha256 ${btoa(sha256)}`,
        },
        ...(along && { body: bytes }),
      }).catch(async (error) => {
        if (along) await keep({ broke: true });
        throw error;
      });
      // During an upgrade an older server may answer next to a newer one, and does not take the bytes here.
      if (along && begun.status === 413) {
        along = false;
        continue;
      }
      if (begun.status !== 201) return waitFor(begun.status);
      if (begun.headers.has('Upload-Offset')) offset = offsetIn(begun);
      upload = pathOf(begun);
      if (offset < bytes.byteLength) await keep({ upload });
    }
    while (offset < bytes.byteLength) {
      await turn();
      const added: Response = await asked(fetch, upload, {
        method: 'PATCH',
        headers: {
          ...TUS,
          ...OCTETS,
          'Upload-Offset': String(offset),
        },
        body: bytes.slice(offset, offset + PIECE),
      });
      if (added.status === 204) offset = offsetIn(added);
      // Another client uploaded a part, or the bytes did not match and were deleted: ask again.
      else if ([404, 409, 460].includes(added.status)) break;
      else return waitFor(added.status);
    }
    if (offset >= bytes.byteLength) {
      await keep({ upload: undefined });
      return { state: 'sent' };
    }
  }
  return { state: 'later', offline: false };
}

/** Returns the path if it is an address of our server, and of no other. */
function pathOf(response: Response): string {
  const found = new URL(response.headers.get('Location') ?? '', 'https://here.invalid');
  if (!found.pathname.startsWith(`${BLOBS}/`)) throw new TypeError('no place of ours');
  return found.pathname;
}

function waitFor(status: number): Brought {
  if (status === 401) return { state: 'signed_out' };
  if ([400, 413, 507].includes(status)) return { state: 'refused', status };
  return { state: 'later', offline: false };
}
