import { expect, test } from 'vitest';
import { listOf } from './ListField';
import { sentence, tidy } from './tidy';

test('a typed text keeps tabs, line breaks and all letters, and no control characters', () => {
  expect(tidy('a\u0000b\tc\nd\u007fe\u0085f 🛶')).toBe('ab\tc\ndef 🛶');
  expect(tidy('half \ud83d')).toBe('half \ufffd');
});

test('a list has no empty and no duplicate entries', () => {
  expect(listOf(' sailing, wine,, sailing ', 'comma')).toEqual(['sailing', 'wine']);
  expect(listOf('a, b\n\nc', 'line')).toEqual(['a, b', 'c']);
});

test.each([
  ['Saved: Nils N.. Say hi in the morning.', 'Saved: Nils N. Say hi in the morning.'],
  ['Said hi to Nils N..', 'Said hi to Nils N.'],
  ['Said hi to Nils.', 'Said hi to Nils.'],
  ['The deletion of Nils...', 'The deletion of Nils...'],
  ['Saved: Dr. Who. Say hi.', 'Saved: Dr. Who. Say hi.'],
])('%s is shown as: %s', (text, said) => {
  expect(sentence(text)).toBe(said);
});
