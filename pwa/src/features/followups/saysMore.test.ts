import { expect, test } from 'vitest';
import type { PersonFields, Row } from '../../records/kinds';
import { saysMore } from './saysMore';

const meta = { rev: 1, deleted_at: null, conflicts: [], pending: false };
const maya: Row<'person'> = {
  ...meta,
  kind: 'person',
  id: 'p',
  fields: {
    name: 'Maya Chén',
    known_for: 'water-skis, moving to Lisbon',
    interests: ['sailing'],
    emails: ['maya@example.org'],
    phones: ['+44 7700 900123'],
    links: [],
  } as unknown as PersonFields,
};
const note = (body: string): Row<'note'> => ({
  ...meta,
  kind: 'note',
  id: 'n',
  fields: { body, person_ids: ['p'], event_id: null, captured_at: '', captured_timezone: 'UTC' },
});

test.each([
  ['Maya Chen — water-skis, moving to Lisbon #sailing', false],
  ['Maya Chen — water-skis, moving to Lisbon in May #sailing', true],
  ['Maya Chen maya@example.org +44 7700 900123', false],
  ['Maya Chen maya@example.org, not +44 7700 900999', true],
])('"%s" says more than the card does: %s', (body, more) => {
  expect(saysMore(note(body), maya)).toBe(more);
  expect(saysMore(note(body), undefined)).toBe(true);
});
