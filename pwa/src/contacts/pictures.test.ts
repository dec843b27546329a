import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import broken from '../../../tests/vectors/vcards/broken.json';
import charsets from '../../../tests/vectors/vcards/charsets.json';
import peers from '../../../tests/vectors/vcards/peers.json';
import phones from '../../../tests/vectors/vcards/phones.json';
import versions from '../../../tests/vectors/vcards/versions.json';
import { bytesOf } from './bytes';
import { thinned } from './pictures';
import { contactsIn } from './vcards';

/** Returns everything that is read, and of the photo its type only. */
function read(bytes: Uint8Array) {
  const { people, unread } = contactsIn(bytes);
  return {
    unread,
    people: people.map((one) => ({ ...one, photo: one.photo?.media_type ?? null })),
  };
}

const LETTERS = 'abcdefgh'.repeat(9);
const FOLDS = `\r\n ${LETTERS}`.repeat(20);

test.each([
  { about: 'of 3.0', lines: `PHOTO;ENCODING=b;TYPE=JPEG:${FOLDS}\r\n AA==` },
  { about: 'in a group', lines: `item1.PHOTO;TYPE=PNG;ENCODING=B:${LETTERS}${FOLDS}\r\n AA==` },
  {
    about: 'of 2.1',
    lines: `PHOTO;JPEG;ENCODING=BASE64:${FOLDS.replaceAll('\r', '').replaceAll(' ', '\t')}`,
  },
  { about: 'of Android', lines: `PHOTO;BASE64;GIF:${FOLDS}` },
  { about: 'of 4.0', lines: `PHOTO:data:image/webp;base64,${FOLDS}` },
  { about: 'and a logo, and a sound', lines: `LOGO;ENCODING=b:${FOLDS}\r\nSOUND;BASE64:${FOLDS}` },
])('a picture is left out, and the rest stays the same: $about', ({ lines }) => {
  const whole = bytesOf(`BEGIN:VCARD\r\nFN:Maya\r\n${lines}\r\nTEL:+1 555\r\nEND:VCARD\r\n`);
  expect(thinned(whole).length).toBeLessThan(350);
  expect(read(thinned(whole))).toEqual(read(whole));
});

test.each([
  // The picture is at an address, which must stay whole.
  { about: 'an address', lines: `PHOTO;VALUE=uri:https\r\n ://x.example/${FOLDS}` },
  { about: 'an address of any sort', lines: `PHOTO;X=B:urn\r\n abc\r\n :def${FOLDS}` },
  // It is not base64, which must be reported.
  { about: 'words', lines: `PHOTO;ENCODING=b:${FOLDS}\r\n not a picture` },
  { about: 'an end in the middle', lines: `PHOTO;ENCODING=b:${LETTERS}==${FOLDS}` },
  { about: 'an end at once', lines: `PHOTO;ENCODING=b:\r\n AA==${FOLDS}` },
  { about: 'a note', lines: `NOTE;ENCODING=b:${FOLDS}` },
  { about: 'a property of its own', lines: `X-FACE;ENCODING=b:${FOLDS}` },
])('what is not a picture stays: $about', ({ lines }) => {
  const whole = bytesOf(`BEGIN:VCARD\r\nFN:Maya\r\n${lines}\r\nTEL:+1 555\r\nEND:VCARD\r\n`);
  expect(thinned(whole)).toEqual(whole);
});

describe.each(Object.entries({ phones, peers, charsets, versions, broken }))('%s', (_, cases) => {
  test.each(cases)('$about', ({ bytes }) => {
    expect(read(thinned(bytesOf(bytes)))).toEqual(read(bytesOf(bytes)));
  });
});

test('any bytes are read the same with and without leaving pictures out', () => {
  const piece = fc.constantFrom(
    ...['BEGIN:VCARD', 'END:VCARD', 'FN:Maya', 'PHOTO', 'LOGO', 'item1.', ';ENCODING=b', ';BASE64'],
    ...[';TYPE=PNG', ':', '\r\n', '\n', '\r', ' ', '\t', '\r\n ', '\n\t', 'AAAA', 'Zm9v+/', '='],
    ...[
      'data:image/png;base64,',
      'https://',
      'urn',
      'QUOTED-PRINTABLE',
      '\xff',
      '\0',
      'AGENT:\r\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const whole = bytesOf(
        `BEGIN:VCARD\r\nFN:Maya\r\nPHOTO;ENCODING=b:${pieces.join('')}\r\nEND:VCARD\r\n`,
      );
      expect(read(thinned(whole))).toEqual(read(whole));
    }),
    { numRuns: 2_000 },
  );
});
