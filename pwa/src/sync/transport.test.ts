import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SyncRequest } from './protocol';
import { bodyOf, fetchForget, fetchTransport, retryAfter } from './transport';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const request = (changes = 0): SyncRequest => ({
  account: 'a',
  device: 'd',
  now: NOW,
  timezone: 'UTC',
  cursor: null,
  changes: Array.from({ length: changes }, (_, at) => ({
    id: `${at}`,
    kind: 'person',
    record: 'r',
    at,
    set: { name: 'Maya' },
  })),
});

const good = { results: [], records: [], cursor: 'c', more: false, reset: false };

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

const problem = (status: number, errors?: unknown) =>
  json(status, { title: 'no', status, errors }, { 'Content-Type': 'application/problem+json' });

const ask = (answer: Response | Error) =>
  fetchTransport(
    async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
    () => NOW,
  )(request());

describe('a response from the server', () => {
  it.each([
    ['ours', json(200, good), { kind: 'ok', response: good }],
    ['no session', problem(401), { kind: 'signed_out' }],
    ['the session of somebody else', problem(409), { kind: 'wrong_account' }],
    ['too much', problem(413), { kind: 'failed', status: 413, errors: [] }],
    [
      'too much for the proxy in front of it',
      new Response('<html>', { status: 413, headers: { 'Content-Type': 'text/html' } }),
      { kind: 'failed', status: 413, errors: [] },
    ],
    [
      'not of the form',
      problem(400, [{ field: 'changes.0.at', detail: 'is missing' }]),
      { kind: 'failed', status: 400, errors: [{ field: 'changes.0.at', detail: 'is missing' }] },
    ],
    ['its own mistake', problem(500), { kind: 'failed', status: 500, errors: [] }],
    ['wait', json(429, {}, { 'Retry-After': '7' }), { kind: 'busy', retryAfter: 7_000 }],
    ['restarting', new Response('', { status: 502 }), { kind: 'busy' }],
  ])('%s', async (_, response, answer) => {
    expect(await ask(response)).toEqual(answer);
  });
});

describe('a response that is not from the server counts as no network', () => {
  const html = { 'Content-Type': 'text/html' };
  it.each([
    ['nothing', new TypeError('Load failed')],
    ['the log-in page of the hotel', new Response('<html>', { status: 200, headers: html })],
    ['its "please log in"', new Response('<html>', { status: 401, headers: html })],
    ['its JSON', json(200, { please: 'log in' })],
    ['its list', json(200, [])],
    [
      'half an answer',
      new Response('{"results": [', { headers: { 'Content-Type': 'application/json' } }),
    ],
  ])('%s', async (_, response) => {
    expect(await ask(response)).toMatchObject({ kind: 'offline' });
  });

  it('an error page of a proxy means that the request is tried again later', async () => {
    expect(await ask(new Response('<html>', { status: 500, headers: html }))).toEqual({
      kind: 'busy',
    });
  });
});

describe('a request', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is cancelled after a timeout, and says so', async () => {
    const never = fetchTransport(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
      () => NOW,
      20,
    );
    expect(await never(request())).toEqual({ kind: 'offline', timedOut: true });
  });

  it('is compressed if that is worthwhile, and can be decompressed', async () => {
    const { body, headers } = await bodyOf(request(100));
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    const bytes = body as Uint8Array<ArrayBuffer>;
    expect(bytes.length).toBeLessThan(2_000);
    const text = await new Response(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')),
    ).text();
    expect(JSON.parse(text)).toEqual(request(100));
  });

  it('is sent uncompressed if it is small or the browser cannot compress', async () => {
    const plain = { 'Content-Type': 'application/json' };
    expect(await bodyOf(request())).toEqual({ body: JSON.stringify(request()), headers: plain });
    vi.stubGlobal('CompressionStream', undefined);
    expect(await bodyOf(request(100))).toEqual({
      body: JSON.stringify(request(100)),
      headers: plain,
    });
  });
});

it.each([
  ['forgotten', new Response(null, { status: 204 }), { kind: 'done' }],
  ['never heard of', problem(404), { kind: 'done' }],
  ['too many at once', json(429, {}, { 'Retry-After': '9' }), { kind: 'busy', retryAfter: 9_000 }],
  ['no session', problem(401), { kind: 'signed_out' }],
  ['a log-in page', new Response('<html>', { status: 200 }), { kind: 'offline' }],
  ['a server in trouble', problem(500), { kind: 'failed', status: 500, errors: [] }],
  ['no network', new TypeError('Load failed'), { kind: 'offline' }],
])('a request to forget again: %s', async (_, answer, means) => {
  const asked: [unknown, unknown][] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push([url, init?.method]);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  expect(await fetchForget(fetch, () => NOW)({ kind: 'note', id: 'n' })).toEqual(means);
  expect(asked).toEqual([['/api/v1/records/note/n/forget', 'POST']]);
});

it.each([
  ['120', 120_000],
  ['Tue, 24 Nov 2026 08:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 07:00:00 GMT', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After: %s', (header, ms) => {
  expect(retryAfter(header, NOW)).toBe(ms);
});
