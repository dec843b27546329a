import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readMecard, writeMecard } from '../../contacts/mecard';
import { contactsIn } from '../../contacts/vcards';
import { eveningAddress, readEvening } from '../events/eveningCode';
import { codeOf, readCard } from './ownCard';
import { guessedName, readScanned, scanned } from './scanned';

/** Whether the worker that reads vCards is cached. */
const reader = vi.hoisted(() => ({ isHere: true }));
vi.mock('../exchange/cards', () => ({
  cardsIn: async (files: Uint8Array[]) => {
    if (!reader.isHere) throw new Error('it has not come');
    return files.map((file) => contactsIn(file).people);
  },
}));

const said = fc
  .array(fc.stringMatching(/^[A-Za-zÀ-ž\\;:,"'.@-]{1,10}$/u), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '));
const some = fc.option(said, { nil: null });

test('a card is read as it was written, with any special characters', () => {
  const card = fc.record({
    name: said,
    known_for: some,
    organisation: some,
    role: some,
    emails: fc.array(said, { maxLength: 2 }),
    phones: fc.array(said, { maxLength: 2 }),
    links: fc.array(said, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(card, (fields) => {
      const words = fields.name.split(' ');
      expect(readMecard(writeMecard(fields))).toEqual({
        ...fields,
        name: words.join(' '),
        note: '',
      });
    }),
  );
});

test('a code has only the chosen fields, first what one wants to be remembered for, and is short', () => {
  const values = {
    name: 'Robin Vale',
    known_for: 'blogs about marathoning',
    organisation: 'Lantern PR',
    role: '',
    phone: '+1 555 0100',
    email: 'robin@example.org',
    link: '',
  };
  const code = codeOf({ values, shows: ['name', 'known_for', 'phone'] });
  expect(code).toBe('MECARD:N:Vale,Robin;NOTE:blogs about marathoning;X-KDX:1;TEL:+1 555 0100;;');
  expect(code.length).toBeLessThan(122);
  expect(codeOf({ values, shows: [] })).toBe('MECARD:N:;;');
});

test.each([null, '', '{', '[]', '{"values": 1, "shows": []}', '{"shows": ["x"]}'])(
  'an invalid card is ignored: %j',
  (kept) => {
    expect(readCard(kept)).toBeNull();
  },
);

describe('a scanned code', () => {
  test('of another Karmadex is a card with what the person is known for', () => {
    const own = writeMecard({
      name: 'Maya Chen',
      known_for: 'water-skis',
      organisation: 'Lantern Books',
      role: null,
      emails: ['maya@example.org'],
      phones: [],
      links: [],
    });
    expect(readScanned(own)).toEqual({
      what: 'person',
      text: 'Maya Chen — water-skis',
      contact: {
        called: 'Maya Chen',
        emails: ['maya@example.org'],
        phones: [],
        links: [],
        organisation: 'Lantern Books',
      },
      isGuess: false,
    });
  });

  test('of another program may be a MeCARD, a vCard, a number or an address', async () => {
    expect(readScanned('MECARD:N:Chen,Maya;TEL:+1555;;')).toMatchObject({ text: 'Maya Chen — ' });
    const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Tom\nTEL:+1 555\nEND:VCARD';
    const tom = { text: 'Tom — ', contact: { phones: ['+1 555'] } };
    expect(await scanned(` ${card}\n`)).toMatchObject(tom);
    reader.isHere = false;
    expect(await scanned(card)).toEqual({ what: 'text', text: card });
    expect(readScanned('tel:+1555')).toMatchObject({ contact: { phones: ['+1555'] } });
    expect(readScanned('mailto:a@b.example?subject=x')).toMatchObject({
      contact: { emails: ['a@b.example'] },
    });
  });

  test.each([
    ['https://www.linkedin.com/in/jane-doe-4b1a29/', 'Jane Doe'],
    ['https://mastodon.example/@maya', 'Maya'],
    ['https://maya.example', 'maya.example'],
    ['https://x.example/%E4%BD%90%E8%97%A4', '佐藤'],
    ['https://x.example/%E4%BD', 'x.example'],
  ])('may be a profile, and its name a guess: %s', (link, name) => {
    const read = readScanned(link);
    if (read.what !== 'person') return expect(name).toBe('x.example');
    expect(read).toMatchObject({ text: `${name} — `, isGuess: true, contact: { links: [link] } });
    expect(guessedName(link)).toBe(name);
  });

  test('may be an event, of any host, and nothing of it is sent to a server', () => {
    const event = {
      name: 'PR & Pixels #3',
      place: 'Bar X, Lisbon',
      starts_at: '2026-12-03T19:00:00.000Z',
      ends_at: '2026-12-03T22:00:00.000Z',
      timezone: 'Europe/Lisbon',
      description: null,
    };
    const address = eveningAddress(event, 'https://other.example');
    expect(new URL(address).search).toBe('');
    expect(readScanned(address)).toEqual({ what: 'evening', event });
    expect(readEvening('https://x.example/#evening?n=A&s=tomorrow')).toBeNull();
    expect(
      readEvening(`https://x.example/#evening?s=2026-12-03T19:00:00Z&n=${'x'.repeat(300)}`),
    ).toBeNull();
  });

  test('is a text if it is nothing else, and never causes an error', () => {
    expect(readScanned('WIFI:S:Guest;P:12345;;')).toMatchObject({ what: 'text' });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom('', 'MECARD:', 'https://', 'BEGIN:VCARD'),
        (text, start) => {
          readScanned(start + text);
        },
      ),
    );
  });
});
