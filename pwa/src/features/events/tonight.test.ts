import { describe, expect, test } from 'vitest';
import type { EventFields, Row } from '../../records/kinds';
import { inOrder } from './inOrder';
import { eventOn, isOn, partOf } from './tonight';

const berlin = (starts_at: string, ends_at: string | null = null) => ({
  starts_at,
  ends_at,
  timezone: 'Europe/Berlin',
});
const at = (instant: string) => Date.parse(instant);

describe('an event without an end is current', () => {
  const mixer = berlin('2026-11-24T18:30:00Z');
  test.each([
    ['an hour and a minute before', '2026-11-24T17:29:00Z', false],
    ['in the last hour before', '2026-11-24T17:31:00Z', true],
    ['in the evening', '2026-11-24T20:00:00Z', true],
    ['at half past three at night, in Berlin', '2026-11-25T02:30:00Z', true],
    ['after four', '2026-11-25T03:01:00Z', false],
    ['the next evening', '2026-11-25T20:00:00Z', false],
  ])('%s', (_, now, on) => {
    expect(isOn(mixer, at(now))).toBe(on);
  });

  test('that starts after midnight ends on the same night', () => {
    const party = berlin('2026-11-25T00:30:00Z');
    expect(isOn(party, at('2026-11-25T02:59:00Z'))).toBe(true);
    expect(isOn(party, at('2026-11-25T03:01:00Z'))).toBe(false);
  });
});

test('an event with an end is current until an hour after its end', () => {
  const panel = berlin('2026-11-24T18:00:00Z', '2026-11-24T20:00:00Z');
  expect(isOn(panel, at('2026-11-24T20:59:00Z'))).toBe(true);
  expect(isOn(panel, at('2026-11-24T21:00:00Z'))).toBe(false);
});

const row = (
  id: string,
  fields: Omit<EventFields, 'name' | 'place' | 'description'>,
): Row<'event'> => ({
  kind: 'event',
  id,
  rev: null,
  fields: { name: id, place: null, description: null, ...fields },
  deleted_at: null,
  conflicts: [],
  pending: false,
});

test('of two current events the one that started last is chosen', () => {
  const fair = row('fair', berlin('2026-11-24T08:00:00Z'));
  const dinner = row('dinner', berlin('2026-11-24T19:00:00Z'));
  expect(eventOn([dinner, fair], at('2026-11-24T20:00:00Z'))?.id).toBe('dinner');
  expect(eventOn([dinner, fair], at('2026-11-24T12:00:00Z'))?.id).toBe('fair');
  expect(eventOn([dinner, fair], at('2026-11-26T12:00:00Z'))).toBeUndefined();
});

test('current events come first, then the latest', () => {
  const old = row('old', berlin('2025-01-01T18:00:00Z'));
  const now = row('now', berlin('2026-11-24T18:00:00Z'));
  const coming = row('coming', berlin('2026-12-24T18:00:00Z'));
  expect(inOrder([old, coming, now], at('2026-11-24T20:00:00Z')).map(({ id }) => id)).toEqual([
    'now',
    'coming',
    'old',
  ]);
});

test('the evening starts at five and ends at four', () => {
  // Without a zone: the local time of whoever runs this.
  expect(partOf(Date.parse('2026-11-24T16:59'))).toBe('day');
  expect(partOf(Date.parse('2026-11-24T17:00'))).toBe('evening');
  expect(partOf(Date.parse('2026-11-25T03:59'))).toBe('evening');
  expect(partOf(Date.parse('2026-11-25T04:00'))).toBe('day');
});
