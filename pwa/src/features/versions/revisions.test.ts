import { expect, test } from 'vitest';
import { DEFAULTS, REQUIRED } from '../../records/kinds';
import { earlierTexts, knownHere, type Revision, TEXTS } from './revisions';

const revision = (field: string, value: Revision['value'], at: number): Revision => ({
  field,
  value,
  at,
  device: 'd',
  change: String(at),
});
const note = { fields: { body: 'three' } as never };

test('earlier texts are listed once each, newest first, without the current one', () => {
  const found = earlierTexts(
    [
      revision('body', 'three', 4),
      revision('event_id', 'x', 3),
      revision('body', 'one', 1),
      revision('body', 'two', 2),
      revision('body', 'two', 0),
    ],
    note,
    TEXTS.note,
  );
  expect(found.map(({ value }) => value)).toEqual(['two', 'one']);
});

test('lists are shown as texts, and empty values are left out', () => {
  const person = { fields: { interests: ['bees'], name: 'Maya' } as never };
  const found = earlierTexts(
    [
      revision('interests', ['bees'], 4),
      revision('interests', ['bees', 'fado'], 3),
      revision('interests', [], 2),
      revision('name', null, 1),
      revision('name', 'Maja', 0),
    ],
    person,
    TEXTS.person,
  );
  expect(found.map(({ value }) => value)).toEqual([['bees', 'fado'], 'Maja']);
});

test('without the server, unsent texts and the other version are listed', () => {
  const known = knownHere(
    [
      { id: 'c1', kind: 'note', record: 'n', at: 5, set: { body: 'typed here' }, state: 'waiting' },
      { id: 'c2', kind: 'note', record: 'other', at: 6, set: { body: 'x' }, state: 'waiting' },
      { id: 'c3', kind: 'note', record: 'n', at: 7, delete: true, state: 'waiting' },
    ],
    'n',
    [{ field: 'body', value: 'typed there', at: 4, device: 'there', change: 'c0', rev: 3 }],
    'here',
  );
  const found = earlierTexts(known, note, TEXTS.note);
  expect(found.map(({ value, device }) => [value, device])).toEqual([
    ['typed here', 'here'],
    ['typed there', 'there'],
  ]);
});

test('each listed text is a field of its kind', () => {
  for (const [kind, fields] of Object.entries(TEXTS)) {
    const all = [...Object.keys(DEFAULTS[kind as 'note']), ...REQUIRED[kind as 'note']];
    expect(all).toEqual(expect.arrayContaining([...fields]));
  }
});
