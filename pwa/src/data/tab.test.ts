import { expect, test } from 'vitest';
import { claimTab, openTabs } from './tab';

/** The Web Locks that a tab needs; `close` is the end of a page. */
function browser() {
  const held = new Set<string>();
  const locks = {
    request: (name: string, _options: LockOptions, work: () => Promise<unknown>) => {
      if (held.has(name)) return Promise.reject(new DOMException('', 'TimeoutError'));
      held.add(name);
      return work();
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  } as unknown as LockManager;
  return { locks, close: () => held.clear() };
}

const memory = (kept = new Map<string, string>()) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});

test('a tab keeps its name when it is loaded again', async () => {
  const { locks, close } = browser();
  const session = memory();
  const tab = await claimTab(locks, session, 1);
  close();
  expect(await claimTab(locks, session, 1)).toBe(tab);
});

test('a duplicated tab, whose session storage is a copy, has another name', async () => {
  const { locks } = browser();
  const kept = new Map<string, string>();
  const tab = await claimTab(locks, memory(kept), 1);
  const copy = await claimTab(locks, memory(new Map(kept)), 1);
  expect(copy).not.toBe(tab);
  const isOpen = await openTabs(locks);
  expect([tab, copy, 'another'].map(isOpen)).toEqual([true, true, false]);
});

test('without Web Locks and session storage a tab has a name, too', async () => {
  expect(await claimTab(undefined, undefined)).toMatch(/^[0-9a-f-]{36}$/);
  expect((await openTabs(undefined))('any')).toBe(false);
});
