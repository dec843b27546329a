import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../sync/protocol';
import { generalErrors, type Mendable, mendables, mendedValue, wholeText } from './mending';

function parked(
  set: Record<string, unknown>,
  ...errors: [field: string, detail: string][]
): OutboxEntry {
  return {
    id: 'c',
    kind: 'person',
    record: 'p',
    at: 1,
    state: 'parked',
    set,
    errors: errors.map(([field, detail]) => ({ field, detail })),
  };
}

describe('a refused change', () => {
  test('can be corrected in the refused fields, with the reason and the typed text', () => {
    const entry = parked(
      { name: 'Maya', birthday: '31 June', emails: ['a@b', 'x'] },
      ['birthday', 'no such day'],
      ['emails[0]', 'Too short.'],
      ['emails[1]', 'Too short too.'],
    );
    expect(mendables(entry)).toEqual([
      { field: 'birthday', detail: 'No such day.', text: '31 June', list: false },
      { field: 'emails', detail: 'Too short. Too short too.', text: 'a@b\nx', list: true },
    ]);
    expect(generalErrors(entry, String)).toEqual([]);
  });

  test('shows what is wrong with the whole record, or what is missing', () => {
    const entry = parked(
      { name: '' },
      ['', 'nothing to show'],
      ['known_for', 'one of both is needed'],
    );
    expect(generalErrors(entry, (field) => field.toUpperCase())).toEqual([
      'Nothing to show.',
      'KNOWN_FOR: one of both is needed',
    ]);
    expect(mendables(entry)).toEqual([]);
  });

  test('can be copied whole, without empty fields and ids', () => {
    const entry = parked({
      name: 'Maya',
      known_for: null,
      met_at: '6f2f3f3e-3c0e-4f50-8f5a-0d9bb8a3c001',
      interests: ['sailing', 'chess'],
    });
    expect(wholeText(entry, (field) => field.toUpperCase())).toBe(
      'NAME: Maya\nINTERESTS: sailing\nchess',
    );
  });
});

describe('a corrected value', () => {
  const field = (name: string, list = false): Mendable => ({
    field: name,
    detail: '',
    text: '',
    list,
  });

  test.each<[string, Record<string, unknown>, Mendable, string, unknown]>([
    ['stays text', { name: 'M' }, field('name'), ' Maya ', ' Maya '],
    ['may be emptied where that is allowed', { birthday: 'x' }, field('birthday'), ' ', null],
    [
      'is a list, one a line',
      { emails: [] },
      field('emails', true),
      'a@b \n\n c@d',
      ['a@b', 'c@d'],
    ],
    ['stays a number', { keep_in_touch_days: 0 }, field('keep_in_touch_days'), '30', 30],
    [
      'is left for the server to judge when it is no number',
      { keep_in_touch_days: 0 },
      field('keep_in_touch_days'),
      'x',
      'x',
    ],
    ['stays a yes or no', { archived: true }, field('archived'), 'false', false],
  ])('%s', (_, set, mendable, text, value) => {
    expect(mendedValue(parked(set), mendable, text)).toEqual(value);
  });
});
