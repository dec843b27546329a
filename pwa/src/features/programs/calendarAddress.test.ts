import { expect, test } from 'vitest';
import { calendarAddress, EVERYTHING, subscription } from './calendarAddress';

const ORIGIN = 'https://karmadex.example';

test.each([
  [{}, ''],
  [{ followups: false }, '?show=events,birthdays'],
  [{ followups: false, birthdays: false, alarms: true }, '?show=events&alarms=1'],
  [{ alarms: true }, '?alarms=1'],
])('the address contains the choices: %o', (choices, query) => {
  const address = calendarAddress(ORIGIN, 'kdx_x', { ...EVERYTHING, ...choices });
  expect(address).toBe(`${ORIGIN}/calendar/kdx_x.ics${query}`);
});

test('the calendar of the phone can subscribe to the address', () => {
  expect(subscription('https://k.example/calendar/x.ics')).toBe(
    'webcal://k.example/calendar/x.ics',
  );
  expect(subscription('http://localhost:8000/x')).toBe('webcal://localhost:8000/x');
});
