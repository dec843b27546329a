import { expect, it } from 'vitest';
import { DEFAULTS, type PersonFields, type Row } from '../../records/kinds';
import { mentioned } from './mentioned';

const person = (name: string): Row<'person'> => ({
  kind: 'person',
  id: name,
  rev: 1,
  fields: { ...DEFAULTS.person, name } as PersonFields,
  deleted_at: null,
  conflicts: [],
  pending: false,
});
const people = ['Maya Chen', 'Tom', 'Ada Byron', 'Ada Palmer', 'Zoë', 'Jo'].map(person);

it.each([
  ['Maya introduced me to Tom', ['Maya Chen', 'Tom']],
  ['thanks to TOM, and to maya chen', ['Tom', 'Maya Chen']],
  ['Zoe hat mir ihr Boot geliehen', ['Zoë']],
  ['Ada knew the way', []],
  ['Ada Palmer knew the way', ['Ada Palmer']],
  ['Johanna and tomatoes', []],
  ['', []],
])('%s', (line, names) => {
  expect(mentioned(line, people).map(({ id }) => id)).toEqual(names);
});
