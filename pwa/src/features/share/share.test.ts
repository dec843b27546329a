import { describe, expect, test } from 'vitest';
import { planOf } from '../capture/plan';
import { readHere, vcardsIn } from './cardsHere';
import { contactIn, unread } from './read';

const MAYA = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Chen;Maya;;;',
  'FN:Maya Chen',
  'ORG:Lantern Books;Lamps',
  'TITLE:Editor',
  'item1.EMAIL;type=INTERNET:maya@example.org',
  'TEL;TYPE=CELL:+1 555 0100',
  'TEL;VALUE=uri:tel:+1-555-0101',
  'URL:https://maya.example',
  'BDAY:--0321',
  'NOTE:water-skis\\, and',
  '  sails',
  'END:VCARD',
].join('\r\n');

const contact = {
  called: 'Maya Chen',
  emails: ['maya@example.org'],
  phones: ['+1 555 0100', '+1-555-0101'],
  links: ['https://maya.example'],
  organisation: 'Lantern Books, Lamps',
  role: 'Editor',
  birthday: '--03-21',
};

describe('a shared contact', () => {
  test('is read from a vCard, with folded lines and groups', () => {
    expect(vcardsIn(MAYA)).toEqual([{ name: 'Maya Chen', note: 'water-skis, and sails', contact }]);
  });

  test('of an old phone is read, too', () => {
    const old =
      'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\n=C3=BCrgen\nTEL;CELL:0170 1234567\nEND:VCARD';
    expect(vcardsIn(old)[0]).toMatchObject({
      name: 'Jürgen Müller',
      contact: { phones: ['0170 1234567'] },
    });
  });

  test('becomes a line with the name, ready to be continued', () => {
    const plain = MAYA.replace('NOTE:water-skis\\, and\r\n  sails\r\n', '');
    expect(readHere({ files: [plain] })).toEqual([{ text: 'Maya Chen — ', contact }]);
  });

  test.each([
    ['Maya Chen\n+1 555 0100\nmaya@example.org', 'Maya Chen'],
    ['[Name] Maya Chen\n[Mobile] +1 (555) 010-0123', 'Maya Chen'],
    ['Name: Maya\nEmail: maya@example.org', 'Maya'],
  ])('is read from plain text: %j', (text, name) => {
    expect(contactIn(text)?.name).toBe(name);
  });

  test.each([
    'See you at seven, bring the lamp. My number is 0170 1234567.',
    'Minutes of the meeting\nWe were seven people\nmaya@example.org',
    'Maya Chen',
  ])('is not found in %j', (text) => {
    expect(contactIn(text)).toBeNull();
  });

  test('is not picked from several: all stay in the text', () => {
    const tom = MAYA.replaceAll('Maya Chen', 'Tom').replace('maya@', 'tom@');
    const [line] = readHere({ files: [MAYA, tom] });
    expect(line?.contact).toBeUndefined();
    expect(line?.text).toContain('Maya Chen, Editor, Lantern Books, Lamps, maya@example.org');
    expect(line?.text).toContain('Tom, Editor');
  });
});

describe('a shared page or text', () => {
  test('appears once, however often the browser sends it', () => {
    const url = 'https://bees.example/roof';
    expect(readHere({ title: 'Bees', text: `Bees on the roof ${url}`, url })).toEqual([
      { text: `Bees on the roof ${url}` },
    ]);
    expect(readHere({ title: 'Bees', text: 'Bees', url })[0]?.text).toBe(`Bees\n${url}`);
  });

  test('is nothing if it is empty', () => {
    expect(readHere({ title: ' ', text: '', url: '', files: [] })).toEqual([]);
  });

  test('longer than a note is split into several, without loss', () => {
    const title = 'The history of bees';
    const text = 'x'.repeat(9_990);
    const lines = readHere({ title, text }).map((line) => line.text);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).toBe(`${title}\n${text}`);
  });
});

test('a share that stopped the app once is kept as plain text', () => {
  expect(unread({ title: 'Bees', text: 'Maya\n+1 555 0100', files: [MAYA] })).toEqual([
    { text: `Bees\nMaya\n+1 555 0100\n${MAYA.replaceAll('\r', '')}` },
  ]);
});

test('a contact with two addresses in one field has two addresses', () => {
  const [card] = vcardsIn('BEGIN:VCARD\nFN:Maya\nEMAIL:maya@x.example,spy@evil.example\nEND:VCARD');
  expect(card?.contact.emails).toEqual(['maya@x.example', 'spy@evil.example']);
});

test('a contact that becomes just a note loses nothing', () => {
  const plan = planOf({
    text: 'Maya Chen —',
    reading: 'note',
    swapped: false,
    chosen: [],
    contact,
  });
  expect(plan.people).toEqual([]);
  for (const each of [...contact.emails, ...contact.phones, 'Editor'])
    expect(plan.body).toContain(each);
});
