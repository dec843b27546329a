/**
 * Brings bytes to the server, in pieces that may break off anywhere (tus 1.0,
 * https://tus.io/protocols/resumable-upload: the core, "Creation", and "Creation With Upload" where the server has it).
 */

export type Brought =
  | { state: 'sent' }
  /** No network, or a server that asks for patience: later. */
  | { state: 'later'; offline: boolean }
  | { state: 'signed_out' }
  /** Asked again it would say the same: these bytes are too many, or there is no room. */
  | { state: 'refused'; status: number };

export interface Bringing {
  fetch: typeof globalThis.fetch;
  bytes: ArrayBuffer;
  sha256: string;
  /** Where an earlier try was bringing them; it may be gone. */
  upload: string | undefined;
  /** An earlier try to bring them in one go broke off. */
  broke: boolean | undefined;
  /** What the server was heard to take, by all that is brought one after the other. */
  server: { along?: boolean | undefined };
  /** Told what the next start has to know of these two. */
  keep(known: { upload: string | undefined } | { broke: true }): Promise<void>;
  /** Waited for before each piece: whoever is in more of a hurry goes first. */
  turn(): Promise<void>;
}

const BLOBS = '/api/v1/blobs';
const PIECE = 256 * 1024;
const TIME_OUT = 60_000;
/** What begins anew so often is not to be had at this time. */
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

/** How many bytes are there. What is no number is no server of ours. */
function offsetIn(response: Response): number {
  const offset = Number(response.headers.get('Upload-Offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new TypeError('no offset');
  return offset;
}

/** Never raises for what the network does. */
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
  // What is one piece comes along with its announcement: where the network is far away a journey counts.
  // Where it is slow, or breaks off, none of it is kept then: the next time it is brought as it comes.
  let along = !known.broke && bytes.byteLength <= PIECE;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // Another phone, or a try of which the answer was lost, may have brought them. What is small, and was never
    // tried, is brought unasked: brought twice it is kept once.
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
      // Behind one address an older server may answer next to a newer one: it takes no bytes here.
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
      // Somebody else has brought some, or they are not what was announced, and gone: look again.
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

/** An address of ours, and no other. */
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
