import { expect, test, vi } from 'vitest';
import { isShare, onShare } from './share';

const URL = 'https://k.example/share';

function posted(fields: Record<string, string | File>): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Request(URL, { method: 'POST', body });
}

// In a worker a redirect is to a path; here it needs the whole address.
const redirect = () =>
  vi
    .spyOn(Response, 'redirect')
    .mockImplementation(
      (to, status = 302) => new Response(null, { status, headers: { to: `${to}` } }),
    );

test('what is shared is kept before the answer, files read', async () => {
  redirect();
  const kept: string[] = [];
  const card = new File(['BEGIN:VCARD'], 'maya.vcf', { type: 'text/vcard' });
  const request = posted({ title: 'Bees', text: 'on the roof', url: '', contact: card });
  expect(isShare(request)).toBe(true);
  const answer = await onShare(request, { keep: async (text) => void kept.push(text) });
  expect(kept.map((text) => JSON.parse(text))).toEqual([
    { title: 'Bees', text: 'on the roof', url: '', files: ['BEGIN:VCARD'] },
  ]);
  expect([answer.status, answer.headers.get('to')]).toEqual([303, '/']);
});

test('what could not be kept is said', async () => {
  redirect();
  const keep = () => Promise.reject(new Error('no storage'));
  const answer = await onShare(posted({ text: 'bees' }), { keep });
  expect(answer.headers.get('to')).toBe('/?share=failed');
});

test('nothing else is taken for it', () => {
  expect(isShare(new Request(URL))).toBe(false);
  expect(isShare(new Request('https://k.example/api/v1/sync', { method: 'POST' }))).toBe(false);
});
