import { expect, test } from 'vitest';
import { headOf, lastName, namesIn, withName } from './split';

test.each([
  ['Maya — water-skis', 'Maya'],
  ['Maya Chen - moving', 'Maya Chen'],
  ['Jean-Luc', 'Jean-Luc'],
  ['Maya: has a boat', 'Maya'],
  ['just some words', 'just some words'],
  ['Maya —', 'Maya'],
])('the head of "%s" is "%s"', (text, head) => {
  expect(headOf(text).trim()).toBe(head);
});

test.each([
  ['Maya, Tom & Ada', ['Maya', 'Tom', 'Ada']],
  ['Maya and Tom', ['Maya', 'Tom']],
  ['Andy Sandberg', ['Andy Sandberg']],
  ['Maya + Tom; Ada', ['Maya', 'Tom', 'Ada']],
  [' , ', []],
])('the names in "%s"', (head, names) => {
  expect(namesIn(head)).toEqual(names);
});

test('the name being typed is the last one before the dash', () => {
  expect(lastName('Maya and To')).toEqual({ name: 'To', start: 9 });
  expect(lastName('Ma — likes tea and cake')).toEqual({ name: 'Ma', start: 0 });
  expect(lastName('')).toEqual({ name: '', start: 0 });
});

test('a chosen name is written out, and what stands behind it stays', () => {
  expect(withName('Ma', 'Maya Chen')).toBe('Maya Chen ');
  expect(withName('Tom & ma', 'Maya Chen')).toBe('Tom & Maya Chen ');
  expect(withName('Ma — has a boat', 'Maya Chen')).toBe('Maya Chen — has a boat');
});
