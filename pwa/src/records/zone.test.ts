import { describe, expect, it } from 'vitest';
import { localDate } from './nextMorning';
import { zoneHere, zoneOf } from './zone';

describe('the time zone of the phone', () => {
  it.each([
    ['Europe/Berlin', 60, 'Europe/Berlin'],
    ['UTC', 0, 'UTC'],
    ['Etc/Unknown', 0, 'UTC'],
    ['Etc/Unknown', 120, 'Etc/GMT-2'],
    ['Atlantis/Poseidonis', -300, 'Etc/GMT+5'],
    [undefined, 840, 'Etc/GMT-14'],
    ['Etc/Unknown', 330, 'UTC'],
    ['Etc/Unknown', -780, 'UTC'],
  ])('that the browser calls %s, %i minutes east, is %s', (named, east, zone) => {
    expect(zoneOf(named, east)).toBe(zone);
  });

  it('is one that can be used in calculations', () => {
    const noon = Date.parse('2026-11-24T12:00:00Z');
    expect(localDate(noon, zoneHere())).toMatch(/^2026-11-2[45]$/);
  });
});
