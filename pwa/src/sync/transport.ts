import type { FieldError } from '../records/kinds';
import type { Answer, Forget, Transport } from './engine';
import type { SyncRequest, SyncResponse } from './protocol';

const TIME_OUT = 30_000;
/** Compressing a smaller body costs more than it saves, in bytes. */
const WORTH_PACKING = 1_024;
const PATIENCE = new Set([408, 425, 429, 502, 503, 504]);

async function packed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Returns the body of a request and its headers; compressed if it is worth it and the browser can. */
export async function bodyOf(
  request: SyncRequest,
): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const text = JSON.stringify(request);
  const headers = { 'Content-Type': 'application/json' };
  if (text.length < WORTH_PACKING || typeof CompressionStream === 'undefined') {
    return { body: text, headers };
  }
  return { body: await packed(text), headers: { ...headers, 'Content-Encoding': 'gzip' } };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSyncResponse = (value: unknown): value is SyncResponse =>
  isObject(value) &&
  Array.isArray(value.results) &&
  Array.isArray(value.records) &&
  (typeof value.cursor === 'string' || value.wipe === true) &&
  typeof value.more === 'boolean';

/** Reads `Retry-After`, in seconds or as a date. Returns ms from `now`. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** Interprets an answer. One that is not of our server, such as a hotel's log-in page, counts as no network. */
export async function read(response: Response, now: number): Promise<Answer> {
  const { status } = response;
  if (PATIENCE.has(status)) {
    const ms = retryAfter(response.headers.get('Retry-After'), now);
    return ms === undefined ? { kind: 'busy' } : { kind: 'busy', retryAfter: ms };
  }
  const type = response.headers.get('Content-Type') ?? '';
  const isOurs = /^application\/(problem\+)?json\b/i.test(type);
  // A proxy before the server has a lower limit than the server, so the batch has to be smaller.
  if (status === 413 && !isOurs) return { kind: 'failed', status, errors: [] };
  if (!isOurs) return status >= 500 ? { kind: 'busy' } : { kind: 'offline' };
  const body: unknown = await response.json();
  if (status === 200) {
    return isSyncResponse(body) ? { kind: 'ok', response: body } : { kind: 'offline' };
  }
  if (status === 401) return { kind: 'signed_out' };
  if (status === 409) return { kind: 'wrong_account' };
  if (status < 400) return { kind: 'offline' };
  const errors = isObject(body) && Array.isArray(body.errors) ? (body.errors as FieldError[]) : [];
  return { kind: 'failed', status, errors };
}

/** Sends by `fetch`. All errors of the network are returned as answers. */
export function fetchTransport(
  fetch: typeof globalThis.fetch,
  now: () => number,
  timeOut = TIME_OUT,
): Transport {
  return async (request) => {
    try {
      const response = await fetch('/api/v1/sync', {
        method: 'POST',
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeOut),
        ...(await bodyOf(request)),
      });
      return await read(response, now());
    } catch (error) {
      return { kind: 'offline', timedOut: (error as Error)?.name === 'TimeoutError' };
    }
  };
}

/** Forgets a record by `fetch`, in the same way. */
export function fetchForget(
  fetch: typeof globalThis.fetch,
  now: () => number,
  timeOut = TIME_OUT,
): Forget {
  return async ({ kind, id }) => {
    try {
      const response = await fetch(`/api/v1/records/${kind}/${id}/forget`, {
        method: 'POST',
        credentials: 'same-origin',
        signal: AbortSignal.timeout(timeOut),
      });
      if (response.status === 204) return { kind: 'done' };
      const answer = await read(response, now());
      if (answer.kind === 'failed' && answer.status === 404) return { kind: 'done' };
      return answer.kind === 'ok' ? { kind: 'offline' } : answer;
    } catch {
      return { kind: 'offline' };
    }
  };
}
