import { describe, expect, test } from 'vitest';
import { fold } from '../../records/fold';
import { familyOf, termsOf, wordsOf } from './tokens';

/** Whether a text with one word is found by the other. */
const related = (one: string, other: string) =>
  termsOf(one).some((term) => familyOf(fold(other)).includes(term));

describe('words of the same family', () => {
  test.each([
    ['skiing', 'skis'],
    ['waterskiing', 'waterski'],
    ['running', 'runner'],
    ['swims', 'swimming'],
    ['marathons', 'marathoning'],
    ['studies', 'studying'],
    ['bakery', 'baker'],
    ['photographer', 'photography'],
    ['cycling', 'cyclist'],
    ['moving', 'moves'],
    ['läuft', 'laufen'],
    ['Läuferin', 'Läufer'],
    ['wandert', 'Wanderung'],
    ['Kindern', 'Kind'],
    ['segelt', 'segeln'],
    ['navega', 'navegando'],
    ['pintora', 'pintor'],
    ['maratón', 'maratones'],
    ['jóvenes', 'joven'],
    ['corriendo', 'corre'],
  ])('%s and %s', (one, other) => {
    expect(related(one, other)).toBe(true);
    expect(related(other, one)).toBe(true);
  });

  test.each([
    ['boat', 'book'],
    ['Lisbon', 'lisp'],
    ['sailing', 'salad'],
    ['Haus', 'Hand'],
  ])('do not include %s and %s', (one, other) => {
    expect(related(one, other)).toBe(false);
  });
});

test('words ignore accents and case, in other alphabets, too', () => {
  expect(fold('Zoë Müller-Strauß')).toBe('zoe muller-strauss');
  expect(fold('Łukasz Sørensen')).toBe('lukasz sorensen');
});

test('a word keeps its position in the text, with its accents', () => {
  const [first, second] = wordsOf('Zoe\u0308 sails');
  expect(first).toEqual({ text: 'zoe', from: 0, to: 4 });
  expect(second).toEqual({ text: 'sails', from: 5, to: 10 });
});

test('a word with a hyphen is found by its parts and as a whole', () => {
  expect(termsOf('water-skis')).toEqual(
    expect.arrayContaining(['water', 'skis', '~ski', 'waterskis', '~waterski']),
  );
  expect(termsOf('water, skis')).not.toContain('waterskis');
});
