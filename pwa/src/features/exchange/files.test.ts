import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import tables from '../../../../tests/vectors/csv/cases.json';
import calendars from '../../../../tests/vectors/ics/cases.json';
import phones from '../../../../tests/vectors/vcards/phones.json';
import { bytesOf } from '../../contacts/bytes';
import { rowsIn } from '../../contacts/csv';
import { type Came, isUnread } from '../../contacts/people';
import { contactsIn } from '../../contacts/vcards';
import { writeCard } from '../../contacts/writeCard';
import { eventsIn } from './calendar';
import { tableOf } from './exporting';
import { openFile, piecesOf } from './files';
import { type Plan, planOf, setOf } from './plan';

const NOBODY = { ids: new Set<string>(), deleted: new Set<string>(), signs: new Map() };

async function planFor(file: string | Uint8Array, known = NOBODY): Promise<Plan> {
  const opened = openFile(typeof file === 'string' ? new TextEncoder().encode(file) : file);
  return planOf(opened?.what === 'people' ? opened.items() : [], known);
}

describe('tables', () => {
  test.each(tables)('$about', async ({ bytes, form, people, unread }) => {
    const opened = openFile(bytesOf(bytes));
    expect(opened?.what === 'people' && opened.table?.form).toBe(form);
    const plan = await planFor(bytesOf(bytes));
    expect(plan.people.map(({ fields }) => setOf(fields))).toEqual(people);
    expect(plan.unread).toEqual(unread);
  });
});

describe('calendars', () => {
  test.each(calendars)('$about', ({ bytes, events, unread }) => {
    expect(eventsIn(bytesOf(bytes), 'Europe/Lisbon')).toEqual({ events, unread });
  });
});

/** Returns the names in a file of which only a part arrived. Must not raise. */
function readAnything(cut: Uint8Array): string[] {
  const opened = openFile(cut);
  if (opened?.what === 'calendar')
    return eventsIn(cut, 'UTC').events.map(({ fields }) => fields.name);
  if (opened?.what !== 'people') return [];
  return [...opened.items()].flatMap((one) => (isUnread(one) ? [] : [one.fields.name ?? '']));
}

test.each([
  ['cards', phones],
  ['tables', tables],
  ['calendars', calendars],
])('%s cut at any byte raise no error, and what is left is read', (_, cases) => {
  for (const { bytes } of cases) {
    const whole = bytesOf(bytes);
    for (let to = 0; to <= whole.length; to++) readAnything(whole.subarray(0, to));
  }
});

test('everybody before the cut is read from a truncated file', () => {
  const whole = new TextEncoder().encode(APPLE.repeat(3).replaceAll('UID:', 'X-UID:'));
  const one = whole.length / 3;
  for (let to = one; to < whole.length; to++) {
    const read = readAnything(whole.subarray(0, to));
    expect(read.slice(0, Math.floor(to / one))).toEqual(
      Array(Math.floor(to / one)).fill('Maya Chen'),
    );
  }
});

test('papaparse reads the exported table, and a table written by papaparse is imported', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 4 }), async (people) => {
      const text = tableOf(people as never);
      const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
      expect(errors).toEqual([]);
      expect(data).toEqual(rowsIn(text, ',').map(({ cells }) => cells));
      for (const delimiter of [',', ';', '\t']) {
        const opened = openFile(new TextEncoder().encode(Papa.unparse(data, { delimiter })));
        const read = opened?.what === 'people' ? [...opened.items()] : [];
        expect(read.map((one) => !isUnread(one) && one.fields)).toEqual(people);
      }
    }),
  );
});

test('values longer than their field are counted, and kept whole in the original', async () => {
  const long = 'x'.repeat(201);
  const { people } = await planFor(`Name,Company,Email\nMaya,${long},\nTom,y…,\n`);
  expect(people.map(({ isShort }) => isShort)).toEqual([true, false]);
  expect(people[0]?.original.text).toContain(long);
});

const word = fc.stringMatching(/^[A-Za-zÀ-ž=+@'",;:\\-]{1,12}$/u);
const said = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const list = (one: fc.Arbitrary<string>) =>
  fc.uniqueArray(one, { maxLength: 4, selector: (text) => text.toLowerCase() });
const person = fc.record({
  name: said,
  known_for: some(said),
  organisation: some(said),
  role: some(said),
  birthday: some(fc.constantFrom('1990-03-21', '--02-29', '--12-31')),
  interests: list(said),
  emails: list(fc.stringMatching(/^[a-z+=-]{1,9}@[a-z]{1,9}\.example$/u)),
  phones: list(fc.stringMatching(/^\+?\d{3,9}(?: \d{2,4})?$/u)),
  links: list(fc.stringMatching(/^https:\/\/[a-z]{1,9}\.example\/[a-z=,;]{0,9}$/u)),
});

test('a person exported as a vCard is imported as the same person', () => {
  fc.assert(
    fc.property(person, (fields) => {
      const [read] = contactsIn(new TextEncoder().encode(writeCard(fields, null, 'id'))).people;
      expect(read).toMatchObject(fields);
    }),
  );
});

test('a person exported as a table is imported as the same person, and no cell is a formula', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 4 }), async (people) => {
      const text = tableOf(people as never);
      for (const cell of rowsIn(text, ',').flatMap(({ cells }) => cells))
        expect(cell).not.toMatch(/^(?:[=@\t\r]|[+-](?![+\d ().-]*$))/u);
      const opened = openFile(new TextEncoder().encode(text));
      const read = opened?.what === 'people' ? [...opened.items()] : [];
      expect(read.filter((one) => !isUnread(one)).map((one) => (one as Came).fields)).toEqual(
        people,
      );
    }),
  );
});

const APPLE = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Chen;Maya;Anne;;',
  'FN:Maya Chen',
  'item1.EMAIL;type=INTERNET;type=pref:maya@example.org',
  'item1.X-ABLabel:_$!<Other>!$_',
  'item2.X-ABDATE;type=pref:2019-06-01',
  'item2.X-ABLabel:_$!<Anniversary>!$_',
  'X-SOMETHING;a=b:folded',
  '  over two lines',
  'NOTE:met via Tom',
  'UID:9A1B/with a slash',
  'END:VCARD',
  '',
].join('\r\n');
const OLD = [
  'BEGIN:VCARD',
  'VERSION:2.1',
  'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen',
  'TEL;CELL;PREF:+49 170 1234567',
  'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9, and=0D=0Amore=',
  ' of it',
  'END:VCARD',
  '',
].join('\r\n');

test('a vCard 3.0 is exported as it was imported, byte for byte', async () => {
  const { people } = await planFor(APPLE);
  expect(people.map(({ fields, original, id }) => writeCard(fields, original.text, id))).toEqual([
    APPLE,
  ]);
});

test.each(['Europe/Berlin', 'Australia/Sydney', 'Pacific/Kiritimati'])(
  'exporting and importing ten times gives the same as once, in %s',
  async (zone) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      for (const came of [APPLE, OLD]) {
        let card = came;
        const seen = new Set<string>();
        for (let time = 0; time < 10; time++) {
          const [one] = (await planFor(card)).people;
          if (!one) throw new Error('nobody');
          card = writeCard(one.fields, one.original.text, one.id);
          seen.add(card);
        }
        expect(seen.size).toBe(1);
      }
    } finally {
      process.env.TZ = before;
    }
  },
);

test('importing the same file twice finds the same people, and nobody new', async () => {
  const first = await planFor(APPLE + OLD);
  const ids = new Set(first.people.flatMap(({ id, original }) => [id, original.id]));
  const again = await planFor(APPLE + OLD, { ...NOBODY, ids });
  expect(again.people.map(({ state, original }) => [state, original.isKnown])).toEqual([
    ['known', true],
    ['known', true],
  ]);
});

test('different rows with one key are two people, and equal rows are one', async () => {
  const { people, again } = await planFor('Name,Company\nMaya,A\nMaya,B\nMaya,A\n');
  expect(new Set(people.map(({ id }) => id)).size).toBe(2);
  expect(again).toBe(1);
});

test('a vCard longer than an original is imported as far as it fits, and that is reported', async () => {
  const long = APPLE.replace('met via Tom', '😀'.repeat(262_144));
  const [one] = (await planFor(long)).people;
  expect(one?.isCut).toBe(true);
  expect(Array.from(one?.original.text ?? '')).toHaveLength(262_144);
});

test('an original has no picture', async () => {
  const [one] = (
    await planFor(APPLE.replace('NOTE', 'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg==\r\nNOTE'))
  ).people;
  expect(one?.hasPhoto).toBe(true);
  expect(one?.original.text).toBe(APPLE);
});

test('a large file of vCards is read in pieces that cut no vCard', () => {
  const bytes = new TextEncoder().encode(APPLE.repeat(3000));
  const asked: number[] = [];
  const subarray = (from: number, to: number) => {
    asked.push(to - from);
    return bytes.subarray(from, to);
  };
  const pieces = [...piecesOf({ length: bytes.length, subarray })];
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.flatMap((piece) => contactsIn(piece).people)).toHaveLength(3000);
  // Never more than two pieces are in memory.
  expect(Math.max(...asked)).toBeLessThanOrEqual(1 << 19);
});

test('a vCard longer than a piece is read whole', () => {
  const long = APPLE.replace('END:VCARD', `X-LONG:${'x'.repeat(1 << 20)}\r\nEND:VCARD`);
  const pieces = [...piecesOf(new TextEncoder().encode(long + APPLE.repeat(2)))];
  expect(pieces.flatMap((piece) => contactsIn(piece).people)).toHaveLength(3);
  expect(pieces.flatMap((piece) => contactsIn(piece).unread)).toEqual([]);
});

test('an export of Monica is read: names, contact details, birthdays without a year, introductions', async () => {
  const contact = (uuid: string, properties: object, data: object[] = []) => ({
    uuid,
    properties,
    data,
  });
  const ways = ['maya@example.org', '+45 20 12 34 56', 'https://maya.example'];
  const fields = ways.map((data) => ({ properties: { data, type: 'x' } }));
  const birthdate = { is_age_based: false, is_year_unknown: true, date: '2000-03-21T00:00:00Z' };
  const met = { is_age_based: false, is_year_unknown: false, date: '2024-05-01T00:00:00Z' };
  const maya = contact(
    'a1',
    {
      first_name: 'Maya',
      last_name: 'Chen',
      job: 'Editor',
      company: 'Lantern',
      tags: ['sailing'],
      birthdate,
      first_met_date: met,
      first_met_through: 'b2',
    },
    [{ count: 3, type: 'contact_field', values: fields }],
  );
  const values = [maya, contact('b2', { first_name: 'Tom' }), contact('c3', {})];
  const file = {
    version: '1.0',
    app_version: '4.0.0',
    account: { data: [{ count: 3, type: 'contact', values }] },
  };
  const { people, unread } = await planFor(JSON.stringify(file));
  const [one, tom] = people;
  expect(setOf(one?.fields as never)).toEqual({
    name: 'Maya Chen',
    organisation: 'Lantern',
    role: 'Editor',
    birthday: '--03-21',
    emails: ['maya@example.org'],
    phones: ['+45 20 12 34 56'],
    links: ['https://maya.example'],
    interests: ['sailing'],
    met_on: '2024-05-01',
    introduced_by: tom?.id,
  });
  expect(unread.map(({ why }) => why)).toEqual(['nobody']);
});

test('matching people are found by address, number or whole name', async () => {
  const signs = new Map([
    ['name maya chen', 'Maya Chen'],
    ['phone 020123456', 'Ada'],
  ]);
  const { people } = await planFor('Name,Phone\nMaya Chen,\nAnna,+45 20 12 34 56\nMaya,\n', {
    ...NOBODY,
    signs,
  });
  expect(people.map(({ alike }) => alike)).toEqual(['Maya Chen', null, null]);
});
