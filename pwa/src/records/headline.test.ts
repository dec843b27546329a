import { expect, it } from 'vitest';
import { headline, subline } from './headline';

const somebody = (event?: string) => (event ? `somebody from ${event}` : 'somebody');

it.each([
  [{ name: 'Maya', known_for: 'water-skis' }, 'Maya', 'water-skis'],
  [{ name: 'Maya', known_for: null }, 'Maya', ''],
  [{ name: ' ', known_for: 'blogs about marathoning' }, 'blogs about marathoning', ''],
  [{ name: null, known_for: null }, 'somebody from Mixer', ''],
])('the headline of %j is %s', (person, called, below) => {
  expect(headline(person, somebody, 'Mixer')).toBe(called);
  expect(subline(person)).toBe(below);
});

it('the headline may be empty', () => {
  expect(headline({ name: '', known_for: null }, somebody)).toBe('somebody');
});
