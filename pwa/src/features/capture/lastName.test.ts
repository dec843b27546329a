import { expect, test } from 'vitest';
import { lastName, withName } from './lastName';

test('the name being typed is the last one before the dash', () => {
  expect(lastName('Maya and To')).toEqual({ name: 'To', start: 9 });
  expect(lastName('Ma — likes tea and cake')).toEqual({ name: 'Ma', start: 0 });
  expect(lastName('Maya und To')).toEqual({ name: 'To', start: 9 });
  expect(lastName('佐藤、鈴')).toEqual({ name: '鈴', start: 3 });
  expect(lastName('Andy Sand')).toEqual({ name: 'Andy Sand', start: 0 });
  expect(lastName('')).toEqual({ name: '', start: 0 });
});

test('a chosen name is completed, and the text after it stays', () => {
  expect(withName('Ma', 'Maya Chen')).toBe('Maya Chen ');
  expect(withName('Tom & ma', 'Maya Chen')).toBe('Tom & Maya Chen ');
  expect(withName('Ma — has a boat', 'Maya Chen')).toBe('Maya Chen — has a boat');
});
