import { expect, test } from 'vitest';
import { isUp } from './keyboard';
import { isHere } from './Tabs';

test('a keyboard is taller than any browser bar', () => {
  expect(isUp(844, 844)).toBe(false);
  expect(isUp(744, 844)).toBe(false);
  expect(isUp(508, 844)).toBe(true);
});

test('a screen belongs to one tab', () => {
  expect(isHere('/', '/')).toBe(true);
  expect(isHere('/people', '/')).toBe(false);
  expect(isHere('/people/1', '/people')).toBe(true);
  expect(isHere('/peoples', '/people')).toBe(false);
  expect(isHere('/notes/1', '/', '/notes')).toBe(true);
});
