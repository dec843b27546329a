import { describe, expect, test } from 'vitest';
import type { PersonFields } from '../../records/kinds';
import { correction } from './correction';

const card = (fields: Partial<PersonFields>) =>
  ({
    name: null,
    known_for: null,
    interests: [],
    emails: [],
    phones: [],
    links: [],
    ...fields,
  }) as unknown as PersonFields;

describe('correcting a line corrects the person created from it', () => {
  test.each([
    ['the name', 'Mya — water-skis', 'Maya — water-skis', { name: 'Maya' }],
    [
      'what they are known for',
      'Mya — water-skis',
      'Mya — wakeboards',
      { known_for: 'wakeboards' },
    ],
    [
      'both',
      'Mya — water-skis',
      'Maya Chen — wakeboards',
      { name: 'Maya Chen', known_for: 'wakeboards' },
    ],
  ])('in %s', (_, before, after, set) => {
    const maya = card({ name: 'Mya', known_for: 'water-skis' });
    expect(correction(maya, before, after)).toEqual(set);
  });

  test('in mistyped tags and numbers, but not in those added later', () => {
    const maya = card({
      name: 'Maya',
      known_for: 'water-skis',
      interests: ['rowing', 'saling'],
      phones: ['+351 912 345 678'],
    });
    expect(
      correction(
        maya,
        'Maya — water-skis #saling +351 912 345 678',
        'Maya — water-skis #sailing +351 912 345 679',
      ),
    ).toEqual({ interests: ['rowing', 'sailing'], phones: ['+351 912 345 679'] });
  });

  test('for each of several people', () => {
    const tom = card({ name: 'Tom', known_for: 'run the bakery' });
    expect(
      correction(tom, 'Tom and Ada — run the bakery', 'Tom and Ada — run the brewery'),
    ).toEqual({ known_for: 'run the brewery' });
  });
});

describe('correcting a line does not change', () => {
  test.each([
    ['what has been changed on the card since', 'Maya — water-skis', 'Maya — wakeboards', {}],
    ['words that are on no card', 'Maya — has a boat', 'Maya — has a raft', {}],
    ['a note that says nothing of them any more', 'Maya — water-skis', '?', {}],
  ])('%s', (_, before, after, set) => {
    const maya = card({ name: 'Maya', known_for: 'dances' });
    expect(correction(maya, before, after)).toEqual(set);
  });
});
