import { expect, test } from 'vitest';
import { isHere } from './Tabs';

test('a screen belongs to one tab', () => {
  expect(isHere('/', '/')).toBe(true);
  expect(isHere('/people', '/')).toBe(false);
  expect(isHere('/people/1', '/people')).toBe(true);
  expect(isHere('/peoples', '/people')).toBe(false);
  expect(isHere('/notes/1', '/', '/notes')).toBe(true);
});
