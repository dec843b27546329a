import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventInText } from './invitation';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const read = (text: string) => eventInText(text, 'Europe/Lisbon', NOW);

test.each([
  [
    'as a page shares it',
    'PR & Pixels Mixer\nThu, Dec 3, 2026 at 7:00 PM – 10:00 PM CET\nWhere: The old cinema, Berlin\nhttps://lu.ma/abc',
    'PR & Pixels Mixer',
    'The old cinema, Berlin',
    '2026-12-03T18:00:00.000Z',
    '2026-12-03T21:00:00.000Z',
    'Europe/Berlin',
  ],
  [
    'as a friend writes it, in one line, without a year',
    'Join me at Podcast Panel on Thursday, December 3 at 7pm @ Kite House https://example.org/e/1',
    'Podcast Panel',
    'Kite House',
    '2026-12-03T19:00:00.000Z',
    null,
    'Europe/Lisbon',
  ],
  [
    'in German',
    'Pressestammtisch am 15. Januar 2027, 19 Uhr\nOrt: Bar X, Hamburg\nhttps://example.org',
    'Pressestammtisch',
    'Bar X, Hamburg',
    '2027-01-15T19:00:00.000Z',
    null,
    'Europe/Lisbon',
  ],
  [
    'in Spanish',
    'Encuentro de prensa, jueves 3 de diciembre de 2026, 19:30 a 23:00\nLugar: El Cine Viejo',
    'Encuentro de prensa',
    'El Cine Viejo',
    '2026-12-03T19:30:00.000Z',
    '2026-12-03T23:00:00.000Z',
    'Europe/Lisbon',
  ],
  [
    'with the day in figures and a zone by its name, over midnight',
    'Night mixer\n2026-12-31 22:00-02:00 America/New_York',
    'Night mixer',
    null,
    '2027-01-01T03:00:00.000Z',
    '2027-01-01T07:00:00.000Z',
    'America/New_York',
  ],
  [
    'of a month that is over: it is next year’s',
    'Spring mixer, 3 April, 18:00',
    'Spring mixer',
    null,
    '2027-04-03T17:00:00.000Z',
    null,
    'Europe/Lisbon',
  ],
])(
  'the date and time of an event are found in a text, %s',
  (_, text, name, place, starts_at, ends_at, timezone) => {
    const found = read(text);
    expect(found?.fields).toEqual({ name, place, starts_at, ends_at, timezone, description: text });
  },
);

test('a text without a zone says so', () => {
  expect(read('Mixer, 3 December, 19:00')?.isFloating).toBe(true);
  expect(read('Mixer, 3 December, 19:00 CET')?.isFloating).toBe(false);
});

test.each([
  'lovely to meet you on 3 December',
  'Maya, who water-skis',
  'may 2 people come at 7',
  'https://example.org/2026-12-03/19:00',
  '3 December, 19:00',
  'Mixer on 45 December at 19:00',
  'Mixer on 3 December at 29:75',
])('%j contains no event', (text) => {
  expect(read(text)).toBeNull();
});

test.each([
  'Name,Email,Seen\nMaya,maya@example.org,2026-12-03 19:00\nTom,tom@example.org,2026-12-04 20:00\n',
  'BEGIN:VEVENT\nSUMMARY:Mixer, 3 December 2026, 19:00\nEND:VEVENT',
  'Maya,maya@example.org,2026-12-03 19:00\nTom,tom@example.org,2026-12-04 20:00\n',
])('a table with dates in it is still a table: %j', (text) => {
  expect(read(text)).toBeNull();
});

test('any text is read without an error, and the result fits a record', () => {
  const piece = fc.constantFrom(
    ...[
      '3 December',
      'Dec 31, 2026',
      '2026-12-03',
      '31.2.2027',
      ' at ',
      '7 pm',
      '19:30',
      '12 am',
      '–',
    ],
    ...[
      ' CET',
      ' GMT+14',
      'Europe/Nowhere',
      '\n',
      'Where: ',
      '📍',
      '@',
      'Mixer',
      ' ',
      '(',
      '0:00',
      '٣',
    ],
  );
  const noise = fc.oneof(piece, fc.string({ maxLength: 20, unit: 'binary' }));
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 12 }), (pieces) => {
      const found = eventInText(pieces.join(''), 'Pacific/Kiritimati', NOW);
      if (!found) return;
      const { name, place, starts_at, ends_at } = found.fields;
      expect(name.trim()).not.toBe('');
      expect(Array.from(name).length).toBeLessThanOrEqual(200);
      expect(Array.from(place ?? '').length).toBeLessThanOrEqual(200);
      expect(new Date(starts_at).toISOString()).toBe(starts_at);
      if (ends_at) expect(ends_at > starts_at).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
