import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/same_person.json';
import { DEFAULTS, type PersonFields } from './kinds';
import { echo, LISTS, type PersonCard, personsOf, unite } from './same';

const blank = DEFAULTS.person as PersonFields;

const card = (id: string, set: Partial<PersonFields> = {}, isDeleted = false): PersonCard => ({
  id,
  fields: { ...blank, ...set },
  deleted_at: isDeleted ? '2026-11-23T20:00:00.000Z' : null,
});

test.each(vectors)(
  '$about: the server and the phone choose the same record',
  ({ cards, stands_for }) => {
    const given = cards.map(([id, into, isDeleted]) =>
      card(id as string, { merged_into: into as string | null }, isDeleted as boolean),
    );
    for (const order of [given, [...given].reverse()]) {
      const persons = personsOf(order);
      const found = persons.flatMap((person) => person.map(({ id }) => [id, person[0].id]));
      expect(Object.fromEntries(found)).toEqual(stands_for);
    }
  },
);

test('a merged person has all values of their records', () => {
  const own = card('a', {
    known_for: 'water-skis',
    interests: ['Sailing'],
    emails: ['maya@example.org'],
    met_on: '2026-11-23',
    organisation: 'Acme',
  });
  const other = card('b', {
    name: 'Maya',
    known_for: 'moving to Lisbon',
    interests: ['sailing', 'fado'],
    phones: ['+351 1'],
    met_on: '2025-02-01',
    met_at: 'an event',
    organisation: 'Beta',
    role: 'Baker',
  });
  expect(unite([own, other])).toMatchObject({
    name: 'Maya',
    known_for: 'water-skis',
    interests: ['Sailing', 'fado'],
    emails: ['maya@example.org'],
    phones: ['+351 1'],
    met_on: '2025-02-01',
    met_at: 'an event',
    organisation: 'Acme',
    // She bakes at Beta, not at Acme.
    role: null,
  });
});

test('a deleted record adds nothing', () => {
  expect(unite([card('a'), card('b', { name: 'Maya' }, true)]).name).toBeNull();
});

const text = fc.constantFrom('a', 'A', 'b', ' b', 'c');
const list = fc.uniqueArray(text, { maxLength: 3 });
const fields: fc.Arbitrary<PersonFields> = fc.record({
  name: fc.option(text),
  known_for: fc.option(text),
  interests: list,
  met_at: fc.option(text),
  met_on: fc.option(fc.constantFrom('2025-01-01', '2026-01-01')),
  introduced_by: fc.option(text),
  organisation: fc.option(text),
  role: fc.option(text),
  emails: list,
  phones: list,
  links: list,
  birthday: fc.option(fc.constant('--02-01')),
  keep_in_touch_days: fc.option(fc.constantFrom(30, 91)),
  archived: fc.boolean(),
  merged_into: fc.constant(null),
  not_same_as: list,
  photo: fc.option(text),
});
const folded = (all: readonly string[]) => [...new Set(all.map((one) => one.trim().toLowerCase()))];

test('merging loses no entry of a list, and no value that the first record does not have', () => {
  fc.assert(
    fc.property(fields, fields, (one, other) => {
      const whole = unite([card('a', one), card('b', other)]);
      for (const field of LISTS) {
        expect(folded(whole[field]).sort()).toEqual(
          folded([...one[field], ...other[field]]).sort(),
        );
      }
      for (const field of ['name', 'known_for', 'organisation', 'birthday'] as const) {
        expect(whole[field]).toBe(one[field] ?? other[field]);
      }
    }),
  );
});

test('a value set on a merged person is the value read', () => {
  const edit = fc
    .record({ edited: fields, names: fc.subarray(Object.keys(blank) as (keyof PersonFields)[]) })
    .map(({ edited, names }) =>
      Object.fromEntries(
        names.filter((name) => name !== 'merged_into').map((name) => [name, edited[name]]),
      ),
    );
  fc.assert(
    fc.property(fields, fields, edit, (one, other, set: Partial<PersonFields>) => {
      const whole = unite([
        card('a', { ...one, ...set }),
        card('b', { ...other, ...echo(set, other) }),
      ]);
      for (const [field, value] of Object.entries(set)) {
        const read = whole[field as keyof PersonFields];
        if (Array.isArray(value)) expect(folded(read as string[])).toEqual(folded(value));
        else expect(read, field).toBe(value);
      }
    }),
  );
});
