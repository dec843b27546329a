import { expect, test } from 'vitest';
import { isUp } from './keyboard';

test('the on-screen keyboard is told from a browser bar by its height', () => {
  expect(isUp(844, 844)).toBe(false);
  expect(isUp(744, 844)).toBe(false);
  expect(isUp(508, 844)).toBe(true);
});
