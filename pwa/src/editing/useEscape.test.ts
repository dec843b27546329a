import { expect, test } from 'vitest';
import { isLeaving } from './useEscape';

const pressed = (more: Partial<KeyboardEvent>): KeyboardEvent =>
  ({
    key: 'Escape',
    keyCode: 27,
    isComposing: false,
    defaultPrevented: false,
    ...more,
  }) as KeyboardEvent;

test('Escape leaves the form, and no other key does', () => {
  expect(isLeaving(pressed({}))).toBe(true);
  expect(isLeaving(pressed({ key: 'Enter', keyCode: 13 }))).toBe(false);
});

test('Escape does nothing while a word is composed, or if it was handled already', () => {
  expect(isLeaving(pressed({ isComposing: true }))).toBe(false);
  // In the order of events in Safari.
  expect(isLeaving(pressed({ keyCode: 229 }))).toBe(false);
  expect(isLeaving(pressed({ defaultPrevented: true }))).toBe(false);
});
