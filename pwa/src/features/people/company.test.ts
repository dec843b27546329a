import { expect, it } from 'vitest';
import { DEFAULTS, type PersonFields, type Row } from '../../records/kinds';
import { companyOf } from './company';

const person = (id: string, set: Partial<PersonFields> = {}): Row<'person'> => ({
  kind: 'person',
  id,
  rev: 1,
  fields: { ...DEFAULTS.person, ...set } as PersonFields,
  deleted_at: null,
  conflicts: [],
  pending: false,
});

it('nobody is listed twice, or in their own company', () => {
  const [maya, tom, ada] = ['maya', 'tom', 'ada'].map((id) => person(id)) as [
    Row<'person'>,
    Row<'person'>,
    Row<'person'>,
  ];
  const leo = person('leo');
  const company = companyOf(maya.id, [tom], [maya, tom, ada], [maya, ada, leo]);
  expect(company).toEqual({ through: [tom], together: [ada], sameEvent: [leo] });
});

it('the company is in the order of meeting, without archived people', () => {
  const late = person('a', { met_on: '2026-01-01' });
  const early = person('b', { met_on: '2020-01-01', keep_in_touch_days: null });
  const away = person('c', { archived: true });
  expect(companyOf('maya', [], [late, early, away], []).together).toEqual([early, late]);
});
