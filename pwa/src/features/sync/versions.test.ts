import { describe, expect, test } from 'vitest';
import type { Row } from '../../records/kinds';
import { keepAll, keepOne, type Version, versionsOf } from './versions';

function note(body: string, ...others: [value: string, at: string][]): Row<'note'> {
  return {
    kind: 'note',
    id: 'n',
    rev: 7,
    deleted_at: null,
    pending: false,
    conflicts: others.map(([value, at]) => ({
      field: 'body',
      value,
      at: Date.parse(at),
      device: 'd',
      change: at,
      rev: 6,
    })),
    fields: {
      body,
      person_ids: ['maya'],
      event_id: 'mixer',
      captured_at: '2026-11-23T20:00:00Z',
      captured_timezone: 'Europe/Berlin',
    },
  };
}

const both = note('water-skis', ['sails', '2026-11-23T21:00:00Z']);
const newId = () => 'fresh';

describe('another version of a note', () => {
  test('is listed after the current text, the latest first, none twice', () => {
    const texts = versionsOf(
      note(
        'a',
        ['b', '2026-11-23T21:00:00Z'],
        ['c', '2026-11-23T22:00:00Z'],
        ['a', '2026-11-23T20:30:00Z'],
      ),
    ).map(({ value }) => value);
    expect(texts).toEqual(['a', 'c', 'b']);
  });

  test('is settled by an edit based on it, even if nothing changes', () => {
    const [now, other] = versionsOf(both) as [Version, Version];
    expect(keepOne(both, now)).toEqual([
      { kind: 'note', record: 'n', base: 7, set: { body: 'water-skis' } },
    ]);
    expect(keepOne(both, other)).toEqual([
      { kind: 'note', record: 'n', base: 7, set: { body: 'sails' } },
    ]);
  });

  test('can be added to the note', () => {
    expect(keepAll(both, newId)).toEqual([
      { kind: 'note', record: 'n', base: 7, set: { body: 'water-skis\n\nsails' } },
    ]);
  });

  test('can be kept whole if it does not fit into one note', () => {
    const long = note('x'.repeat(6000), ['y'.repeat(6000), '2026-11-23T21:00:00Z']);
    const [first, second] = keepAll(long, newId);
    expect(first?.set).toEqual({ body: 'x'.repeat(6000) });
    expect(second).toEqual({
      kind: 'note',
      record: 'fresh',
      set: { ...long.fields, body: 'y'.repeat(6000) },
    });
  });
});
