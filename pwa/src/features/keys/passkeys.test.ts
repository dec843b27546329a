import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPasskey, keepPasskey, sendable } from './passkeys';

const SECRET = 'c2VjcmV0LW9mLXRoZS1waG9uZQ';

/** A browser's credential, whose JSON includes the outputs of extensions. */
const credential = () =>
  ({
    toJSON: () => ({
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
      clientExtensionResults: { prf: { enabled: true, results: { first: SECRET } } },
    }),
  }) as unknown as Credential;

const sent: string[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (_path: string, { body }: RequestInit) => {
    sent.push(String(body));
    const options = { challenge: 'AAAA', user: { id: 'AAAA', name: 'a', displayName: 'A' } };
    return new Response(JSON.stringify(options), { status: 200 });
  });
  vi.stubGlobal('navigator', { credentials: { create: async () => credential() } });
});
afterEach(() => vi.unstubAllGlobals());

it('no extension output is sent to the server', async () => {
  expect(JSON.stringify(sendable(credential()))).not.toContain(SECRET);
  await keepPasskey(await createPasskey(), 'My phone', '');
  expect(sent).toHaveLength(2);
  expect(sent[1]).toContain('My phone');
  for (const body of sent) {
    expect(body).not.toContain(SECRET);
    expect(body).not.toContain('prf');
  }
});

it('no credential is sent if the user chose none', () => {
  expect(() => sendable(null)).toThrow(DOMException);
});
