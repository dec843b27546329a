import { expect, test } from 'vitest';
import type { Row } from '../../records/kinds';
import { undoOf } from './answering';

test('what was answered is taken back to what it was', () => {
  const followup: Row<'followup'> = {
    kind: 'followup',
    id: 'f',
    rev: 3,
    deleted_at: null,
    conflicts: [],
    pending: false,
    fields: {
      person_id: 'p',
      due_on: '2026-11-24',
      reason: 'promise',
      promise: 'the recipe',
      status: 'open',
      closed_at: null,
    },
  };
  expect(undoOf(followup)).toEqual({
    kind: 'followup',
    record: 'f',
    set: { status: 'open', closed_at: null, due_on: '2026-11-24' },
  });
});
