import { describe, expect, test } from 'vitest';
import { DEFAULTS, type EventFields, type PersonFields, type Row } from '../../records/kinds';
import { addressOf, lookingAt } from './looking';
import { byEvening, byLetter, tagged } from './sections';
import { tagsOf } from './tags';

const rest = { rev: 1, deleted_at: null, conflicts: [], pending: false };
const person = (id: string, set: Partial<PersonFields> = {}): Row<'person'> => ({
  kind: 'person',
  id,
  fields: { ...DEFAULTS.person, name: id, ...set } as PersonFields,
  ...rest,
});
const event = (id: string, starts_at: string): [string, Row<'event'>] => [
  id,
  {
    kind: 'event',
    id,
    fields: { ...DEFAULTS.event, name: id, starts_at, timezone: 'UTC' } as EventFields,
    ...rest,
  },
];
const shape = (sections: { id: string; rows: Row<'person'>[] }[]) =>
  sections.map(({ id, rows }) => [id, rows.map(({ id }) => id)]);

describe('people by evening', () => {
  const events = new Map([
    event('mixer', '2026-11-24T18:00:00Z'),
    event('harbour', '2026-10-02T18:00:00Z'),
  ]);

  test('begin with the newest evening, however late a note about an older one was written', () => {
    const noted = new Map([
      ['maya', '2026-11-24T19:00:00Z 00'],
      ['tom', '2026-11-24T20:00:00Z 00'],
      ['ada', '2026-11-28T09:00:00Z 00'],
    ]);
    const people = [
      person('ada', { met_at: 'harbour' }),
      person('maya', { met_at: 'mixer' }),
      person('tom', { met_at: 'mixer' }),
    ];
    expect(shape(byEvening(people, noted, events, 'UTC'))).toEqual([
      ['mixer', ['tom', 'maya']],
      ['harbour', ['ada']],
    ]);
  });

  test('met elsewhere are in a section for each month, between the evenings', () => {
    const people = [
      person('ivo', { met_on: '2026-10-20' }),
      person('lea', { met_on: '2026-10-05' }),
      person('kim', { met_at: 'mixer' }),
      person('max', { met_at: 'harbour' }),
      person('never'),
      person('gone', { met_at: 'an evening that was deleted', met_on: '2026-10-06' }),
    ];
    expect(shape(byEvening(people, new Map(), events, 'UTC'))).toEqual([
      ['mixer', ['kim']],
      ['month-2026-10', ['ivo', 'gone', 'lea']],
      ['harbour', ['max']],
      ['month-', ['never']],
    ]);
  });

  test('noted after midnight belong to the local date', () => {
    const noted = new Map([['maya', '2026-11-01T03:00:00Z 00']]);
    const [section] = byEvening([person('maya')], noted, events, 'America/New_York');
    expect(section?.month).toBe('2026-10');
  });
});

test('letters ignore accents, and all other characters are one section', () => {
  const names = ['Zoë', 'Élan', 'eva', 'Søren', '7of9', 'Łukasz', '花子'];
  const people = names.map((name, place) => person(`${place}`, { name }));
  const sections = byLetter(people, ({ fields }) => fields.name ?? '');
  expect(sections.map(({ letter, rows }) => [letter, rows.length])).toEqual([
    ['#', 1],
    ['E', 2],
    ['L', 1],
    ['S', 1],
    ['Z', 1],
    ['花', 1],
  ]);
});

test('interests ignore capitals, and the most common come first', () => {
  const people = [
    person('maya', { interests: ['Sailing', 'fado'] }),
    person('tom', { interests: ['sailing'] }),
    person('ada', { interests: ['bees'] }),
  ];
  expect(tagsOf(people)).toEqual([
    { tag: 'Sailing', people: 2 },
    { tag: 'bees', people: 1 },
    { tag: 'fado', people: 1 },
  ]);
  expect(tagged(people, 'SAILING').map(({ id }) => id)).toEqual(['maya', 'tom']);
});

test('the address of the list contains its search, order and tag', () => {
  for (const looking of [
    { find: '', order: 'met', tag: null },
    { find: 'water & skis', order: 'name', tag: 'C#' },
  ] as const) {
    const { searchParams } = new URL(addressOf(looking), 'https://example.org');
    expect(lookingAt(Object.fromEntries(searchParams))).toEqual(looking);
  }
});
