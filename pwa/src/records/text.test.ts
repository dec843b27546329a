import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decomposed, isTaken, keepable, lengthOf, partsOf, startOf } from './text';

describe('a text', () => {
  it.each([
    ['Zoe\u0308', 'Zo\u00eb'],
    ['a\tb\r\nc\n', 'a\tb\r\nc\n'],
    ['\u0000a\u0007b\u009f', 'ab'],
    ['boat \ud83d', 'boat \ufffd'],
    ['boat \ud83d\udea4', 'boat \ud83d\udea4'],
    [' edges stay ', ' edges stay '],
  ])('%j is stored as %j', (typed, kept) => {
    expect(keepable(typed)).toBe(kept);
  });

  it('is counted in characters after normalisation', () => {
    expect(lengthOf('🚤'.repeat(3))).toBe(3);
    expect(lengthOf('Zoe\u0308')).toBe(3);
  });
});

describe('combining marks', () => {
  const marked = (count: number) => `a${'\u0300\u0316'.repeat(count / 2)}`;

  it('are limited to 30 in a row', () => {
    expect(isTaken(marked(30))).toBe(true);
    expect(isTaken(marked(32))).toBe(false);
    expect(keepable(marked(32))).toBe(marked(32));
  });

  it('beyond the limit are ignored by comparisons', () => {
    expect(decomposed(marked(400))).toBe(marked(30).normalize('NFKD'));
  });
});

describe('a long text', () => {
  test('is truncated without splitting a character', () => {
    expect(startOf('🚤🚤🚤', 2)).toBe('🚤🚤');
    expect(startOf('Maya', 4)).toBe('Maya');
  });

  test('is split between words, without loss', () => {
    expect(partsOf('one two three', 8)).toEqual(['one two ', 'three']);
    expect(partsOf('x'.repeat(12), 5)).toEqual(['xxxxx', 'xxxxx', 'xx']);
    expect(partsOf('', 5)).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, most) => {
        const parts = partsOf(text, most);
        expect(parts.join('')).toBe(text);
        for (const part of parts) expect(Array.from(part).length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
