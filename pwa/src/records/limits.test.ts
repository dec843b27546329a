import { describe, expect, test } from 'vitest';
import { refusalOf, refusedIn } from './limits';

describe('the server would refuse', () => {
  test('a text with too many characters, counted as code points', () => {
    expect(refusalOf('🚤'.repeat(6000), 10_000)).toBeUndefined();
    expect(refusalOf('x'.repeat(12_000), 10_000)).toEqual({
      why: 'long',
      most: 10_000,
      has: 12_000,
    });
  });

  test('a letter with more than 30 combining marks', () => {
    expect(refusalOf(`a${'\u0300'.repeat(31)}`, 10_000)).toEqual({ why: 'marks' });
  });

  test('a field by name, in lists, too', () => {
    expect(refusedIn('person', { name: 'Maya', interests: ['x'.repeat(61)] })).toEqual({
      field: 'interests',
      why: 'long',
      most: 60,
      has: 61,
    });
    const ids = Array.from({ length: 51 }, (_, index) => `${index}`);
    expect(refusedIn('note', { person_ids: ids })).toMatchObject({
      field: 'person_ids',
      why: 'many',
    });
    expect(refusedIn('person', { name: 'Maya', known_for: null, archived: true })).toBeUndefined();
  });
});
