import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import birthdays from '../../../tests/vectors/vcards/birthdays.json';
import broken from '../../../tests/vectors/vcards/broken.json';
import charsets from '../../../tests/vectors/vcards/charsets.json';
import peers from '../../../tests/vectors/vcards/peers.json';
import phones from '../../../tests/vectors/vcards/phones.json';
import versions from '../../../tests/vectors/vcards/versions.json';
import { bytesOf } from './bytes';
import { type ContactPerson, contactsIn } from './vcards';

/** Returns a person as the vectors write them: only the fields that are set. */
function shown({ text, photo, kind, ...person }: ContactPerson): object {
  expect(text).toMatch(/^begin:\s*vcard/iu);
  const said = Object.entries(person).filter(([, value]) =>
    Array.isArray(value) ? value.length : value,
  );
  const bytes = photo && atob(photo.base64).length;
  return {
    ...Object.fromEntries(said),
    ...(photo && { photo: { media_type: photo.media_type, bytes } }),
    ...(kind === 'group' && { kind }),
  };
}

describe.each(Object.entries({ phones, peers, charsets, versions, birthdays, broken }))(
  '%s',
  (_, cases: { about: string; bytes: string; people: object[]; unread: string[] }[]) => {
    test.each(cases)('$about', ({ bytes, people, unread }) => {
      const read = contactsIn(bytesOf(bytes));
      expect({ people: read.people.map(shown), unread: read.unread }).toEqual({ people, unread });
    });
  },
);

test('any bytes are read without an error, and the result fits a record', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'BEGIN:VCARD\r\n',
      'END:VCARD\n',
      'FN:',
      'N:',
      'TEL:',
      'EMAIL:',
      'AGENT:\n',
      ';',
      ':',
      '=\n',
      '\n ',
      '"',
      ';ENCODING=QUOTED-PRINTABLE:',
      ';CHARSET=GBK:',
      'PHOTO;BASE64:',
      '\\',
      ',',
      '=C3',
      '\0',
      '\xff\xfe',
      '\x1b$B',
    ),
    fc
      .string({ maxLength: 30 })
      .map((text) => Array.from(text, (c) => String.fromCharCode(c.charCodeAt(0) & 255)).join('')),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const person of contactsIn(bytesOf(pieces.join(''))).people) {
        expect(person.name ?? person.known_for).toBeTruthy();
        for (const list of [person.emails, person.phones, person.links]) {
          expect(list.length).toBeLessThanOrEqual(20);
          for (const item of list) expect(Array.from(item).length).toBeLessThanOrEqual(320);
        }
        for (const text of [person.name, person.known_for, person.organisation, person.role])
          expect(Array.from(text ?? '').length).toBeLessThanOrEqual(200);
      }
    }),
    { numRuns: 500 },
  );
});
