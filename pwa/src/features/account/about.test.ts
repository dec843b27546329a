import { expect, test } from 'vitest';
import { about as de } from '../../texts/de/about';
import { about as en } from '../../texts/en/about';
import { about as es } from '../../texts/es/about';

test.each([
  ['en', en],
  ['de', de],
  ['es', es],
])('the privacy text has ten sentences: %s', (_, about) => {
  const sentences = about.privacy.sentences('karmadex.example.org');
  expect(sentences).toHaveLength(10);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    expect(sentence).not.toMatch(/[.!?] \p{Lu}/u);
  }
});
