import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeText } from '../../texts/dateTexts';
import { instantAt, wallTime } from './zoned';

test.each([
  ['2026-11-24T18:30:00.000Z', 'Europe/Berlin', '2026-11-24T19:30'],
  ['2026-11-24T10:30:00.000Z', 'Pacific/Kiritimati', '2026-11-25T00:30'],
  ['2026-11-24T18:30:00.000Z', 'Asia/Kathmandu', '2026-11-25T00:15'],
])('%s in %s is %s, and back', (instant, zone, wall) => {
  expect(wallTime(instant, zone)).toBe(wall);
  expect(instantAt(wall, zone)).toBe(instant);
});

test('an ambiguous hour is the first of the two, and a skipped one moves forward', () => {
  expect(instantAt('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantAt('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(instantAt('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
});

test('an unknown zone is treated as UTC', () => {
  expect(wallTime('2026-11-24T18:30:00.000Z', 'Atlantis/Poseidonis')).toBe('2026-11-24T18:30');
  expect(instantAt('2026-11-24T18:30', 'Atlantis/Poseidonis')).toBe('2026-11-24T18:30:00.000Z');
  expect(timeText('2026-11-24T18:30:00.000Z', 'Atlantis/Poseidonis')).toBe(
    timeText('2026-11-24T18:30:00.000Z', 'UTC'),
  );
});

test('an invalid time gives no instant', () => {
  expect(instantAt('', 'Europe/Berlin')).toBeNull();
  expect(instantAt('2026-13-40T99:00', 'Europe/Berlin')).toBeNull();
});

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];

test('each local time converts to an instant that shows the same local time', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      fc.constantFrom(...ZONES),
      (date, zone) => {
        const wall = wallTime(date.toISOString(), zone);
        expect(wallTime(instantAt(wall, zone) ?? '', zone)).toBe(wall);
      },
    ),
    { numRuns: 300 },
  );
});
