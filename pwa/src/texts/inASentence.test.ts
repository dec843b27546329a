import { expect, test } from 'vitest';
import { inASentence } from './inASentence';

test('a person without a name is quoted in a sentence', () => {
  const known_for = 'blogs about marathoning, and always finishes last';
  expect(inASentence({ name: 'Maya', known_for })).toBe('Maya');
  expect(inASentence({ name: null, known_for })).toBe(`“${known_for}”`);
  expect(inASentence({ name: ' ', known_for: null }, 'Harbour mixer')).toBe(
    'somebody from Harbour mixer',
  );
});
