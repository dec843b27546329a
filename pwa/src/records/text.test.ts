import { expect, it } from 'vitest';
import { keepable } from './text';

it.each([
  ['Zoe\u0308', 'Zo\u00eb'],
  ['a\tb\r\nc\n', 'a\tb\r\nc\n'],
  ['\u0000a\u0007b\u009f', 'ab'],
  ['boat \ud83d', 'boat \ufffd'],
  ['boat \ud83d\udea4', 'boat \ud83d\udea4'],
  [' edges stay ', ' edges stay '],
])('%j is kept as %j', (typed, kept) => {
  expect(keepable(typed)).toBe(kept);
});
