import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, type PersonFields, type Row } from '../../records/kinds';
import { standing } from './mergeActions';
import { duplicatesAmong, oneLetterApart, reasonsFor } from './similarity';

let made = 0;
function person(set: Partial<PersonFields>, more: Partial<Row<'person'>> = {}): Row<'person'> {
  made += 1;
  const fields = { ...(DEFAULTS.person as PersonFields), ...set };
  const id = `id-${String(made).padStart(6, '0')}`;
  return {
    kind: 'person',
    id,
    rev: 1,
    fields,
    deleted_at: null,
    conflicts: [],
    pending: false,
    ...more,
  };
}

const why = (one: Partial<PersonFields>, other: Partial<PersonFields>): string[] =>
  reasonsFor(person(one), person(other)).map((reason) => `${reason.why}: ${reason.what}`);

describe('the reasons why two people may be the same', () => {
  test.each<[string, Partial<PersonFields>, Partial<PersonFields>, string[]]>([
    ['case, accents, order', { name: 'José Pérez' }, { name: 'perez, JOSE' }, ['name: José Pérez']],
    ['one letter', { name: 'Maya Chen' }, { name: 'Maja Chen' }, ['nearly: Maya Chen']],
    [
      'a letter missing',
      { name: 'Anna Schmitt' },
      { name: 'Anna Schmit' },
      ['nearly: Anna Schmitt'],
    ],
    ['another person', { name: 'Maya Chen' }, { name: 'Maya Cohen-Levi' }, []],
    ['short words differ', { name: 'Li Po' }, { name: 'Li Bo' }, []],
    ['a first name alone says nothing', { name: 'Maya' }, { name: 'Maya Chen' }, []],
    [
      'a first name, at the same event',
      { name: 'Maya', met_at: 'e' },
      { name: 'Maya Chen', met_at: 'e' },
      ['short: Maya'],
    ],
    [
      'a first name, and an interest',
      { name: 'Maya Chen', interests: ['Sailing'] },
      { name: 'maya', interests: ['sailing'] },
      ['short: maya'],
    ],
    [
      'an address',
      { name: 'Maya', emails: ['Maya@Example.org'] },
      { name: 'M. Chen', emails: ['maya@example.org '] },
      ['email: Maya@Example.org'],
    ],
    [
      'a number, with the country or without',
      { name: 'Maya', phones: ['+49 170 1234567'] },
      { name: 'M.', phones: ['0170/1234567'] },
      ['phone: +49 170 1234567'],
    ],
    [
      'an extension is no number',
      { phones: ['204'], name: 'A' },
      { phones: ['204'], name: 'B' },
      [],
    ],
    [
      'a link',
      { name: 'Maya', links: ['https://www.example.org/maya/'] },
      { name: 'M.', links: ['example.org/maya'] },
      ['link: https://www.example.org/maya/'],
    ],
    [
      'nothing but what they are known for',
      { known_for: 'Water-skis' },
      { name: 'Maya', known_for: 'water skis' },
      ['known: Water-skis'],
    ],
    [
      'two people may do the same',
      { name: 'Tom', known_for: 'water-skis' },
      { name: 'Maya', known_for: 'water-skis' },
      [],
    ],
    ['nothing at all', {}, {}, []],
  ])('%s', (_, one, other, reasons) => {
    expect(why(one, other)).toEqual(reasons);
  });

  test.each([
    ['maya', 'maja', true],
    ['maya', 'may', true],
    ['maya', 'amya', true],
    ['maya', 'maya', false],
    ['maya', 'mala', true],
    ['maya', 'mila', false],
    ['tomas', 'tom', false],
  ])('%s and %s are similar names: %s', (one, other, apart) => {
    expect(oneLetterApart(one, other)).toBe(apart);
    expect(oneLetterApart(other, one)).toBe(apart);
  });
});

describe('pairs of possible duplicates', () => {
  test('are listed once, with all reasons, in the order of names', async () => {
    const people = [
      person({ name: 'Tom Reed' }),
      person({ name: 'Maya Chen', emails: ['maya@example.org'] }),
      person({ name: 'Ada' }),
      person({ name: 'Tom Reed' }),
      person({ name: 'Maya Chen', emails: ['maya@example.org'] }),
    ];
    expect(
      (await duplicatesAmong(people)).map(({ one, reasons }) => [one.fields.name, reasons.length]),
    ).toEqual([
      ['Maya Chen', 2],
      ['Tom Reed', 1],
    ]);
  });

  test('are not offered if somebody said that they are two people, on either record', async () => {
    const one = person({ name: 'Tom Reed' });
    const card = person({ name: 'Thomas' });
    const other = person({ name: 'Tom Reed', not_same_as: [card.id] }, {});
    expect(await duplicatesAmong([one, other])).toHaveLength(1);
    expect(await duplicatesAmong([{ ...one, also: [card] }, other])).toEqual([]);
    expect(
      await duplicatesAmong([
        { ...one, fields: { ...one.fields, not_same_as: [other.id] } },
        other,
      ]),
    ).toEqual([]);
  });

  test('among thousands are found with few comparisons each, leaving time for other work', async () => {
    const people = Array.from({ length: 3_000 }, (_, index) =>
      person({
        name: `${word(index % 60)} ${word(index * 7 + 3)}`,
        known_for: `does thing ${index}`,
        interests: [`interest ${index}`],
      }),
    );
    const last = person({ name: 'Maya Chen', emails: ['one@example.org'] });
    const twin = person({ name: 'M.', emails: ['ONE@example.org'] });
    let turns = 0;
    const pairs = await duplicatesAmong([last, ...people, twin], async () => {
      turns += 1;
    });
    expect(pairs.map(({ id }) => id)).toEqual([`${last.id} ${twin.id}`]);
    expect(turns).toBe(30);
  });

  test('are all found, however many there are', async () => {
    const names = fc.array(fc.constantFrom('maya', 'maja', 'chen', 'chenn', 'li', 'tom'), {
      maxLength: 3,
    });
    const some = fc.record({
      name: names.map((words) => words.join(' ') || null),
      known_for: fc.constantFrom(null, 'sails', 'bakes'),
      interests: fc.subarray(['fado', 'bees']),
      emails: fc.subarray(['a@example.org', 'b@example.org']),
      met_at: fc.constantFrom(null, 'e'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(some, { maxLength: 8 }), async (all) => {
        const people = all.map((set) => person(set));
        const wanted = people.flatMap((one, index) =>
          people
            .slice(index + 1)
            .flatMap((other) =>
              reasonsFor(one, other).length > 0 ? [`${one.id} ${other.id}`] : [],
            ),
        );
        const found = (await duplicatesAmong(people)).map(({ id }) => id);
        expect(found.sort()).toEqual(wanted.sort());
      }),
    );
  });
});

/** A word of seven letters that resembles no other. */
const word = (index: number): string =>
  (Math.imul(index + 1, 0x9e3779b1) >>> 0)
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));

test('the longer name represents both, otherwise the one met first, on every phone', () => {
  const short = person({ name: 'Maya', met_on: '2025-01-01' });
  const full = person({ name: 'Maya Chen', met_on: '2026-01-01' });
  const early = person({ name: 'Chen Maya', met_on: '2025-06-01' });
  expect(standing(short, full)[0]).toBe(full);
  expect(standing(full, short)[0]).toBe(full);
  expect(standing(full, early)[0]).toBe(early);
  expect(standing(early, full)[0]).toBe(early);
});
