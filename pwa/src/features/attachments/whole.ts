/** Gets the bytes of an attachment: from this phone if it has them, else from the server. */
import { bytesOf, changeFile, hashOf } from '../../data/files';
import { openCurrent } from '../../data/open';
import type { Row } from '../../records/kinds';
import { attachments as a } from '../../texts/attachments';
import { keepHere } from './keep';

/** Why they are missing: no network, not on the server yet, or not the bytes that the record names. */
type Missing = 'offline' | 'not_there' | 'wrong';

const TIME_OUT = 60_000;

export const missingText = (why: unknown): string =>
  why === ('offline' satisfies Missing)
    ? a.comes
    : why === ('not_there' satisfies Missing)
      ? a.notThere
      : a.notShown;

/** Raises a Missing. */
export async function wholeOf({ id, fields }: Row<'attachment'>): Promise<ArrayBuffer> {
  const { connection } = await openCurrent();
  const here = await bytesOf(connection, fields.sha256);
  if (here) {
    void changeFile(connection, id, { used_at: Date.now() }).catch(() => undefined);
    return here;
  }
  const bytes = await fetched(fields.sha256);
  const { of: _of, caption: _caption, captured_at, ...said } = fields;
  const now = Date.now();
  await keepHere(
    {
      ...said,
      id,
      state: 'sent',
      bytes: bytes.byteLength,
      captured_at: Date.parse(captured_at) || now,
      called: '',
      used_at: now,
      named: true,
    },
    bytes,
    // They were not stored, and can be fetched again.
  ).catch(() => undefined);
  return bytes;
}

async function fetched(sha256: string): Promise<ArrayBuffer> {
  let response: Response;
  let bytes: ArrayBuffer;
  try {
    response = await fetch(`/api/v1/blobs/${sha256}`, { signal: AbortSignal.timeout(TIME_OUT) });
    bytes = response.ok ? await response.arrayBuffer() : new ArrayBuffer(0);
  } catch {
    throw 'offline' satisfies Missing;
  }
  if (response.status === 404) throw 'not_there' satisfies Missing;
  if (!response.ok) throw 'offline' satisfies Missing;
  if ((await hashOf(bytes)) !== sha256) throw 'wrong' satisfies Missing;
  return bytes;
}
