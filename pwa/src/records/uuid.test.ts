import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameId, newId, sha1 } from './uuid';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('ids', () => {
  it('are random UUIDs in lower case', () => {
    expect(newId()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(newId()).not.toBe(newId());
  });

  it('made from a name are those of RFC 9562', () => {
    expect(nameId(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('use the same hash as the browser, at every length around a block', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, async (message) => {
        const expected = await crypto.subtle.digest('SHA-1', Uint8Array.from(message));
        expect([...sha1(message)]).toEqual([...new Uint8Array(expected)]);
      }),
    );
  });
});
