import { expect, test } from 'vitest';
import { isHere } from './Tabs';

test('a tab is current on its own screens only', () => {
  expect(isHere('/', '/')).toBe(true);
  expect(isHere('/people', '/')).toBe(false);
  expect(isHere('/people/1', '/people')).toBe(true);
  expect(isHere('/peoples', '/people')).toBe(false);
  expect(isHere('/notes/1', '/', '/notes')).toBe(true);
});
