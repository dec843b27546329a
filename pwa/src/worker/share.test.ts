import { beforeEach, describe, expect, test, vi } from 'vitest';
import { isShare, onShare, withoutPictures } from './share';

const ORIGIN = 'https://k.example';
const URL = `${ORIGIN}/share`;

function posted(fields: Record<string, string | File | File[]>, referrer = ''): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  const request = new Request(URL, { method: 'POST', body });
  Object.defineProperty(request, 'referrer', { value: referrer });
  return request;
}

let kept: string[];
let files: string[];
const world = (waiting = 0) => ({
  keepFile: async (name: string) => void files.push(name),
  origin: ORIGIN,
  waiting: async () => waiting + kept.length,
  keep: async (text: string) => void kept.push(text),
  keepMedia: async ({ name, size }: File) => `${name} of ${size}`,
});
const read = () => kept.map((text) => JSON.parse(text));

beforeEach(() => {
  kept = [];
  files = [];
  // In a worker, a redirect may be to a path; in Node it needs the whole address.
  vi.spyOn(Response, 'redirect').mockImplementation(
    (to, status = 302) => new Response(null, { status, headers: { to: `${to}` } }),
  );
});

test('a share is stored before the response, with its files read', async () => {
  const card = new File(['BEGIN:VCARD'], 'maya.vcf', { type: 'text/vcard' });
  const request = posted({ title: 'Bees', text: 'on the roof', url: '', contact: card });
  expect(isShare(request)).toBe(true);
  const answer = await onShare(request, world());
  expect(read()).toEqual([{ title: 'Bees', text: 'on the roof', url: '', files: ['BEGIN:VCARD'] }]);
  expect([answer.status, answer.headers.get('to')]).toEqual([303, '/']);
});

test.each([
  ['guests.csv', 'Name,Email\nMaya,', 'text/csv'],
  ['mixer.ics', 'BEGIN:VCALENDAR', 'text/calendar'],
  ['all.vcf', 'BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n', 'text/vcard'],
])('%s is shared to the import, and not to a note', async (name, text, type) => {
  const contact = new File([text], name, { type });
  const answer = await onShare(posted({ contact }), world());
  expect([answer.status, answer.headers.get('to')]).toEqual([303, '/settings/import']);
  expect([files, kept]).toEqual([[name], []]);
});

test('pictures and recordings are stored before the share that names them', async () => {
  const attachment = [
    new File(['xxxx'], 'maya.jpg', { type: 'image/jpeg' }),
    new File(['<svg/>'], 'page.html', { type: 'text/html' }),
    new File(['xx'], 'way home.m4a', { type: 'audio/mp4' }),
  ];
  await onShare(posted({ attachment }), world());
  expect(read()[0].attached).toEqual(['maya.jpg of 4', 'way home.m4a of 2']);
});

test('pictures that are too large are reported', async () => {
  const large = new File([new Uint8Array(25_000_001)], 'a.png', { type: 'image/png' });
  const answer = await onShare(posted({ attachment: large }), world());
  expect([answer.headers.get('to'), kept]).toEqual(['/?share=failed', []]);
});

test('a share that could not be stored is reported', async () => {
  const keep = () => Promise.reject(new Error('no storage'));
  const answer = await onShare(posted({ text: 'bees' }), { ...world(), keep });
  expect(answer.headers.get('to')).toBe('/?share=failed');
});

describe('a post from another site', () => {
  test('is refused if the browser says so', async () => {
    const answer = await onShare(posted({ text: 'bees' }, 'https://evil.example/'), world());
    expect(answer.headers.get('to')).toBe('/?share=foreign');
    expect(kept).toEqual([]);
  });

  test.each(['', `${ORIGIN}/people`, 'android-app://com.example.share/'])(
    'is not told from the share sheet by the referrer %j',
    async (referrer) => {
      await onShare(posted({ text: 'bees' }, referrer), world());
      expect(kept).toHaveLength(1);
    },
  );
});

describe('a large share', () => {
  test('is refused if 20 are waiting already, and reported', async () => {
    expect((await onShare(posted({ text: 'bees' }), world(19))).headers.get('to')).toBe('/');
    const answer = await onShare(posted({ text: 'bees' }), world(19));
    expect(answer.headers.get('to')).toBe('/?share=full');
    expect(kept).toHaveLength(1);
  });

  test('is limited to 10 files of 10,000 characters each', async () => {
    const contact = Array.from({ length: 12 }, () => new File(['x'.repeat(12_000)], 'x.vcf'));
    await onShare(posted({ title: 'x'.repeat(12_000), contact }), world());
    const [{ title, files }] = read();
    expect([title.length, files.length, files[0].length]).toEqual([10_000, 10, 10_000]);
  });

  test('with a text of 12,000 characters is split into two, without loss', async () => {
    await onShare(posted({ text: 'x'.repeat(12_000) }), world());
    expect(read().map(({ text }) => text.length)).toEqual([10_000, 2_000]);
  });

  test('keeps the text of a contact that follows its picture', () => {
    const card = `FN:Maya\r\nPHOTO;ENCODING=b:${'x'.repeat(99)}\r\n ${'x'.repeat(99)}\r\nTEL:1`;
    expect(withoutPictures(card)).toBe('FN:Maya\r\nTEL:1');
  });
});

test('other requests are not shares', () => {
  expect(isShare(new Request(URL))).toBe(false);
  expect(isShare(new Request('https://k.example/api/v1/sync', { method: 'POST' }))).toBe(false);
});
