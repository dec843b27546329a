import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { remember, wasShown } from './memory';

test('two notifications shown at once are both remembered', async () => {
  await Promise.all([remember('alice/2026-11-24'), remember('bob/2026-11-24')]);
  expect(await wasShown('alice/2026-11-24')).toBe(true);
  expect(await wasShown('bob/2026-11-24')).toBe(true);
});

test('shown mornings are remembered for each account, and old ones are removed', async () => {
  expect(await wasShown('alice/2026-11-25')).toBe(false);
  await remember('alice/2026-11-25');
  expect(await wasShown('alice/2026-11-25')).toBe(true);
  expect(await wasShown('bob/2026-11-25')).toBe(false);
  for (let day = 0; day < 60; day += 1) await remember(`alice/later-${day}`);
  expect(await wasShown('alice/2026-11-25')).toBe(false);
  expect(await wasShown('alice/later-0')).toBe(true);
});
