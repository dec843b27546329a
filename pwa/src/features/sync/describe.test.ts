import { expect, test } from 'vitest';
import type { OutboxEntry } from '../../sync/protocol';
import { waitingByRecord } from './describe';

const entry = (at: number, more: Partial<OutboxEntry>): OutboxEntry => ({
  id: `c${at}`,
  kind: 'note',
  record: 'n',
  at,
  state: 'waiting',
  ...more,
});

test('waiting changes are listed once for each record, the latest first, by the name of the record', () => {
  const held: Record<string, Record<string, unknown>> = {
    n: { body: 'water-skis, now' },
    f: { person_id: 'p', due_on: '2026-11-24', promise: null },
    p: { name: null, known_for: 'the guy who blogs' },
  };
  const lines = waitingByRecord(
    [
      entry(1, { set: { body: 'water-skis' } }),
      entry(2, { set: { body: 'water-skis, now' } }),
      entry(3, { kind: 'person', record: 'p', set: { known_for: 'x' } }),
      entry(4, { record: 'gone', delete: true }),
      entry(5, { kind: 'followup', record: 'f', set: { due_on: '2026-11-24' } }),
      entry(6, { record: 'refused', state: 'parked' }),
    ],
    (record) => held[record],
    (record) => record === 'n',
    (person) => (person === 'p' ? 'the guy who blogs' : undefined),
  );
  expect(lines).toEqual([
    { record: 'f', kind: 'followup', title: 'the guy who blogs', done: 'changed' },
    { record: 'gone', kind: 'note', title: '', done: 'deleted' },
    { record: 'p', kind: 'person', title: 'the guy who blogs', done: 'changed' },
    { record: 'n', kind: 'note', title: 'water-skis, now', done: 'made' },
  ]);
});
