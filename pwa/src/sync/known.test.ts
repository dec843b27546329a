import { describe, expect, test } from 'vitest';
import { DEFAULTS, KINDS, REQUIRED } from '../records/kinds';
import { isKnown, sendable } from './known';
import type { Change } from './protocol';

const change = (record: string, kind: string, set: object): Change =>
  ({ id: `${record}/${Object.keys(set)}`, kind, record, at: 1, set }) as Change;

describe('the fields that a server knows', () => {
  test('are those of the first version if the server names none', () => {
    expect(isKnown(change('1', 'person', { name: 'Maya', merged_into: null }))).toBe(true);
    expect(isKnown({ kind: 'note' })).toBe(true);
    expect(isKnown(change('1', 'person', { photo: 'p' }))).toBe(false);
    expect(isKnown(change('1', 'attachment', { caption: '' }))).toBe(false);
  });

  test('also include those that the server names', () => {
    const knows = { person: ['photo'], attachment: ['caption'] };
    expect(isKnown(change('1', 'person', { name: 'Maya', photo: 'p' }), knows)).toBe(true);
    expect(isKnown(change('1', 'attachment', { caption: '' }), knows)).toBe(true);
    expect(isKnown(change('1', 'attachment', { pages: 1 }), knows)).toBe(false);
  });

  test('are all of this app if all are named', () => {
    const knows = Object.fromEntries(
      KINDS.map((kind) => [kind, [...Object.keys(DEFAULTS[kind]), ...REQUIRED[kind]]]),
    );
    for (const kind of KINDS) {
      const set = Object.fromEntries((knows[kind] ?? []).map((field) => [field, null]));
      expect(isKnown({ kind, set }, knows)).toBe(true);
    }
  });
});

test('after a change that waits, only changes of the same record wait', () => {
  const maya = change('m', 'person', { photo: 'p' });
  const changes = [
    change('t', 'person', { name: 'Tom' }),
    maya,
    change('m', 'person', { name: 'Maya' }),
    change('n', 'note', { body: 'b' }),
  ];
  expect(sendable(changes).map(({ record }) => record)).toEqual(['t', 'n']);
  expect(sendable(changes, { person: ['photo'] })).toEqual(changes);
});
