import { expect, test } from 'vitest';
import { shelf as de } from '../../texts/de/shelf';
import { shelf as en } from '../../texts/en/shelf';
import { shelf as es } from '../../texts/es/shelf';

test.each([
  ['en', en],
  ['de', de],
  ['es', es],
])('each page of the shelf has at most 120 words, and one thing to try tonight: %s', (_, shelf) => {
  expect(Object.keys(shelf.pages)).toEqual(Object.keys(en.pages));
  for (const { text, tryIt } of Object.values(shelf.pages)) {
    expect(`${text} ${tryIt}`.split(/\s+/).length).toBeLessThanOrEqual(120);
    expect(tryIt).not.toBe('');
  }
});
