import { expect, test } from 'vitest';
import { withIdleTexts } from '../../texts/idleTexts';

test('the same dare is never shown twice in a row', async () => {
  const { nextDare } = await withIdleTexts(() => import('./idle.dare'));
  const given = Array.from({ length: 50 }, (_, place) => nextDare((place * 0.37) % 1));
  for (const [place, dare] of given.entries()) {
    expect(dare).not.toBe('');
    expect(dare).not.toBe(given[place + 1]);
  }
});
