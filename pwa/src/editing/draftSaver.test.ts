import { beforeEach, expect, test, vi } from 'vitest';
import { draftSaver } from './draftSaver';

const written: string[] = [];
let disk: Promise<void> | undefined;
let broken = false;
vi.mock('../data/tab', () => ({ thisTab: async () => 'here' }));
vi.mock('../data/open', () => ({
  openStore: async () => ({
    saveDraft: async (_key: string, text: string) => {
      await disk;
      if (broken) throw new Error('the disk is gone');
      written.push(text);
    },
  }),
}));

beforeEach(() => {
  written.length = 0;
  disk = undefined;
  broken = false;
});

test('a keystroke is written at once', async () => {
  draftSaver('k')('M');
  await vi.waitFor(() => expect(written).toEqual(['M']), 15_000);
});

test('on a slow disk only the newest text waits, and is written last', async () => {
  let release = () => {};
  disk = new Promise((resolve) => {
    release = resolve;
  });
  const keep = draftSaver('k');
  for (const text of ['M', 'Ma', 'May', 'Maya']) keep(text);
  release();
  await vi.waitFor(() => expect(written.at(-1)).toBe('Maya'), 15_000);
  expect(written.length).toBeLessThanOrEqual(2);
});

test('after a failure the next keystroke is written', async () => {
  broken = true;
  const keep = draftSaver('k');
  keep('M');
  await new Promise((resolve) => setTimeout(resolve));
  broken = false;
  keep('Ma');
  await vi.waitFor(() => expect(written).toEqual(['Ma']), 15_000);
});
