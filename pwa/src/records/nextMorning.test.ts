import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/vectors/next_morning.json';
import { daysAfter, localDate, nextMorning, nextMorningId } from './nextMorning';

describe('the next morning is computed as on the server', () => {
  it.each(vectors)(
    '$case',
    ({ captured_at, captured_timezone, person_id, due_on, followup_id }) => {
      expect(nextMorning(captured_at, captured_timezone)).toBe(due_on);
      expect(nextMorningId(person_id, due_on)).toBe(followup_id);
      expect(nextMorningId(person_id.toUpperCase(), due_on)).toBe(followup_id);
    },
  );

  it('and an invalid zone or instant is refused', () => {
    expect(() => nextMorning('2026-11-24T02:10:00Z', 'Atlantis/Poseidonis')).toThrow(RangeError);
    expect(() => nextMorning('yesterday', 'UTC')).toThrow(RangeError);
  });
});

describe('dates', () => {
  it('are counted as dates, even on nights when the clock changes', () => {
    expect(daysAfter('2026-03-28', 1)).toBe('2026-03-29');
    expect(daysAfter('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysAfter('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('are those of the time zone', () => {
    expect(localDate(Date.parse('2026-11-24T02:10:00Z'), 'America/New_York')).toBe('2026-11-23');
    expect(localDate(Date.parse('0099-06-01T12:00:00Z'), 'UTC')).toBe('0099-06-01');
  });

  it('are those of UTC if the phone does not know the zone', () => {
    expect(localDate(Date.parse('2026-11-24T02:10:00Z'), 'Atlantis/Poseidonis')).toBe('2026-11-24');
  });
});
