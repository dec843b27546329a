import { expect, test } from 'vitest';
import { isUp } from './keyboard';

test('a keyboard is taller than any browser bar', () => {
  expect(isUp(844, 844)).toBe(false);
  expect(isUp(744, 844)).toBe(false);
  expect(isUp(508, 844)).toBe(true);
});
