import { describe, expect, test } from 'vitest';
import { isSouthern, timeIn } from './timeExpressions';
import { wordsOf } from './tokens';

/** A Tuesday in autumn. */
const NOW = { today: '2026-11-24', southern: false };

const read = (text: string, now = NOW) => {
  const words = wordsOf(text).map((word) => word.text);
  const time = timeIn(words, now);
  return (
    time && {
      span: `${time.span.from} ${time.span.to}`,
      rest: [...words.slice(0, time.from), ...words.slice(time.to)].join(' '),
    }
  );
};

describe('a time expression', () => {
  test.each([
    ['Nov 20', '2026-11-20 2026-11-20'],
    ['on the 28th of November', '2025-11-28 2025-11-28'],
    ['28 November 2024', '2024-11-28 2024-11-28'],
    ['am 28. Nov', '2025-11-28 2025-11-28'],
    ['28. März', '2026-03-28 2026-03-28'],
    ['el 3 de mayo de 2024', '2024-05-03 2024-05-03'],
    ['3 de nov', '2026-11-03 2026-11-03'],
    ['last spring', '2026-03-01 2026-05-31'],
    ['last autumn', '2025-09-01 2025-11-30'],
    ['this fall', '2026-09-01 2026-11-30'],
    ['in summer 2024', '2024-06-01 2024-08-31'],
    ['last winter', '2025-12-01 2026-02-28'],
    ['in winter 2023', '2023-12-01 2024-02-29'],
    ['today', '2026-11-24 2026-11-24'],
    ['last night', '2026-11-23 2026-11-23'],
    ['last week', '2026-11-16 2026-11-22'],
    ['this week', '2026-11-23 2026-11-29'],
    ['last month', '2026-10-01 2026-10-31'],
    ['last year', '2025-01-01 2025-12-31'],
    ['in 2024', '2024-01-01 2024-12-31'],
    ['last May', '2026-05-01 2026-05-31'],
    ['last December', '2025-12-01 2025-12-31'],
    ['in November', '2026-11-01 2026-11-30'],
    ['in May of 2023', '2023-05-01 2023-05-31'],
    ['May 2023', '2023-05-01 2023-05-31'],
    ['last Tuesday', '2026-11-17 2026-11-17'],
    ['on Sunday', '2026-11-22 2026-11-22'],
    ['two weeks ago', '2026-11-09 2026-11-15'],
    ['3 days ago', '2026-11-21 2026-11-21'],
    ['a year ago', '2025-01-01 2025-12-31'],
    ['letzten Frühling', '2026-03-01 2026-05-31'],
    ['im letzten Frühjahr', '2026-03-01 2026-05-31'],
    ['gestern Abend', '2026-11-23 2026-11-23'],
    ['vor zwei Wochen', '2026-11-09 2026-11-15'],
    ['im Mai 2024', '2024-05-01 2024-05-31'],
    ['am Sonntag', '2026-11-22 2026-11-22'],
    ['letztes Jahr', '2025-01-01 2025-12-31'],
    ['vor einem Monat', '2026-10-01 2026-10-31'],
    ['la primavera pasada', '2026-03-01 2026-05-31'],
    ['el año pasado', '2025-01-01 2025-12-31'],
    ['hace dos semanas', '2026-11-09 2026-11-15'],
    ['en mayo de 2024', '2024-05-01 2024-05-31'],
    ['anoche', '2026-11-23 2026-11-23'],
    ['el verano pasado', '2026-06-01 2026-08-31'],
  ])('%s', (text, span) => {
    expect(read(text)).toEqual({ span, rest: '' });
  });

  test('leaves the other words for the search', () => {
    expect(read('sailing last spring in Lisbon')?.rest).toBe('sailing in lisbon');
    expect(read('Segeln letzten Sommer')?.rest).toBe('segeln');
  });

  test.each(['May Chen', 'spring rolls', 'marathon 2024', 'the last one', 'summer', 'in the week'])(
    'is not found in “%s”',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('for spring in the southern hemisphere begins in September', () => {
    expect(read('last spring', { today: '2026-12-02', southern: true })?.span).toBe(
      '2026-09-01 2026-11-30',
    );
    expect(read('last spring', { today: '2026-11-24', southern: true })?.span).toBe(
      '2025-09-01 2025-11-30',
    );
    expect(read('last summer', { today: '2026-11-24', southern: true })?.span).toBe(
      '2025-12-01 2026-02-28',
    );
  });

  test('“this winter” in winter is the current winter', () => {
    expect(read('this winter', { today: '2027-01-05', southern: false })?.span).toBe(
      '2026-12-01 2027-02-28',
    );
  });
});

test.each([
  ['Australia/Sydney', true],
  ['Pacific/Auckland', true],
  ['Australia/Perth', true],
  ['America/Sao_Paulo', true],
  ['Europe/Berlin', false],
  ['Europe/Dublin', false],
  ['America/New_York', false],
  ['Asia/Tokyo', false],
  ['UTC', false],
])('%s is in the southern hemisphere: %s', (zone, southern) => {
  expect(isSouthern(zone)).toBe(southern);
});
