import { describe, expect, test } from 'vitest';
import { firstOf } from '../../data/firstNotedRig';
import { DEFAULTS, type PersonFields, type Row } from '../../records/kinds';
import { safeLink } from '../followups/contactChannels';
import { birthdayOf, checkPerson, partsOf } from './checkPerson';
import { asMet, byName } from './order';

function person(id: string, set: Partial<PersonFields> = {}): Row<'person'> {
  const fields = { ...DEFAULTS.person, ...set } as PersonFields;
  return { kind: 'person', id, rev: 1, fields, deleted_at: null, conflicts: [], pending: false };
}

function note(captured_at: string, person_ids: string[]): Row<'note'> {
  const fields = { body: '…', person_ids, event_id: null, captured_at, captured_timezone: 'UTC' };
  return {
    kind: 'note',
    id: captured_at,
    rev: 1,
    fields,
    deleted_at: null,
    conflicts: [],
    pending: false,
  };
}

describe('the order of meeting', () => {
  test('is the order of the first notes that name people, the latest first', () => {
    const noted = firstOf([
      note('2026-11-24T21:00:00Z', ['maya']),
      note('2026-11-24T20:00:00Z', ['maya', 'tom']),
      note('2026-11-24T20:30:00Z', ['ada']),
    ]);
    const sorted = asMet([person('maya'), person('ada'), person('tom')], noted);
    expect(sorted.map(({ id }) => id)).toEqual(['ada', 'tom', 'maya']);
  });

  test('without a note is the day of meeting', () => {
    const sorted = asMet(
      [
        person('early', { met_on: '2020-01-01' }),
        person('never'),
        person('late', { met_on: '2026-01-01' }),
      ],
      new Map(),
    );
    expect(sorted.map(({ id }) => id)).toEqual(['late', 'early', 'never']);
  });

  test('does not depend on the number of notes or on any other field', () => {
    const ada = person('ada', { organisation: 'A big one', keep_in_touch_days: 14, role: 'Chief' });
    const noted = firstOf([
      note('2026-11-24T20:00:00Z', ['ada']),
      note('2026-11-24T20:10:00Z', ['ada']),
      note('2026-11-24T20:20:00Z', ['ada']),
      note('2026-11-24T20:05:00Z', ['tom']),
    ]);
    expect(asMet([ada, person('tom')], noted).map(({ id }) => id)).toEqual(['tom', 'ada']);
  });
});

test('the order of names ignores capitals and accents', () => {
  const people = [
    person('z', { name: 'Zoë' }),
    person('e', { name: 'émile' }),
    person('a', { name: 'Ada' }),
  ];
  expect(byName(people, ({ fields }) => fields.name ?? '').map(({ id }) => id)).toEqual([
    'a',
    'e',
    'z',
  ]);
});

describe('the form reports what the server would refuse', () => {
  const errors = (set: Partial<PersonFields>) =>
    Object.keys(checkPerson(person('x', { name: 'X', ...set }).fields));

  test('such as a person without a name and without anything they are known for', () => {
    expect(errors({ name: ' ', known_for: null })).toEqual(['name']);
    expect(errors({ name: null, known_for: 'blogs about marathoning' })).toEqual([]);
  });

  test('such as lists that are too long', () => {
    expect(errors({ interests: Array.from({ length: 51 }, (_, index) => `${index}`) })).toEqual([
      'interests',
    ]);
    expect(errors({ interests: ['x'.repeat(61)] })).toEqual(['interests']);
    expect(errors({ interests: ['🛶'.repeat(60)] })).toEqual([]);
    expect(errors({ emails: Array.from({ length: 21 }, (_, index) => `${index}`) })).toEqual([
      'emails',
    ]);
  });

  test('such as a birthday that is not a date', () => {
    expect(errors({ birthday: '--02-29' })).toEqual([]);
    expect(errors({ birthday: '1989-02-29' })).toEqual(['birthday']);
    expect(errors({ birthday: '--13-01' })).toEqual(['birthday']);
    expect(errors({ birthday: '---00-07' })).toEqual(['birthday']);
  });
});

test.each(['1989-07-08', '--07-08'])('the parts of the birthday %s give it again', (birthday) => {
  expect(birthdayOf(partsOf(birthday))).toBe(birthday);
});

test('without parts there is no birthday', () => {
  expect(birthdayOf(partsOf(null))).toBeNull();
});

test('only what a browser may safely open becomes a link', () => {
  expect(safeLink('https://example.org/maya')).toBe('https://example.org/maya');
  expect(safeLink('example.org/maya')).toBe('https://example.org/maya');
  expect(safeLink('javascript:alert(1)')).toBeUndefined();
  expect(safeLink('@maya on the other network')).toBeUndefined();
});
