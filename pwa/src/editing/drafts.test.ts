import { beforeEach, describe, expect, test, vi } from 'vitest';
import { putAsideBefore } from '../data/aside';
import { joined } from '../data/joinedDrafts';
import { type Phone, phone } from '../data/rig';
import { canKeep, draftSaver, takeDraft } from './draftSaver';

let held: Phone;
let isBroken = false;
let tab = 'a';
const open = new Set<string>();
vi.mock('../data/open', () => ({
  openStore: async () => {
    if (isBroken) throw new Error('there is no database');
    return held.store;
  },
}));
vi.mock('../data/tab', () => ({
  thisTab: async () => tab,
  openTabs: async () => (one: string) => open.has(one),
}));

/** The parts of localStorage that drafts need: its keys are properties of the object. */
function storage(room = 9): Storage {
  const it = {
    getItem: (key: string) => (it as unknown as Record<string, string>)[key] ?? null,
    removeItem: (key: string) => void Reflect.deleteProperty(it, key),
    setItem: (key: string, text: string) => {
      if (room <= 0) throw new DOMException('', 'QuotaExceededError');
      Object.assign(it, { [key]: text });
    },
  };
  return it as unknown as Storage;
}

const line = (text: string) => JSON.stringify({ text, chosen: [], startedAt: 1 });
const join = (texts: string[]) => texts.reduce(joined);
const textOf = (draft: string | undefined) => draft && JSON.parse(draft).text;
const type = async (text: string, key = 'capture') => {
  draftSaver(key)(text);
  await vi.waitFor(async () => {
    const kept = isBroken ? putAsideBefore(key) : await held.store.drafts(key);
    expect(kept.map(([, draft]) => draft)).toContain(text);
  }, 15_000);
};

beforeEach(() => {
  held = phone();
  isBroken = false;
  tab = 'a';
  open.clear();
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
});

describe('a draft belongs to the tab that it is typed in', () => {
  test('and is there after a reload', async () => {
    await type(line('Maya'));
    expect(textOf(await takeDraft('capture', join))).toBe('Maya');
  });

  test('so that another tab, also a duplicated one, starts empty', async () => {
    await type(line('Maya'));
    open.add('a');
    tab = 'b';
    expect(await takeDraft('capture', join)).toBeUndefined();
    await type(line('Tom'));
    expect(await held.store.drafts('capture')).toHaveLength(2);
  });

  test('and after two tabs were killed both drafts are there, in one tab only', async () => {
    await type(line('Maya — water'));
    tab = 'b';
    await type(line('Tom — ki'));
    open.add('c').add('d');
    const [one, other] = await Promise.all(
      ['c', 'd'].map(async (next) => {
        tab = next;
        return takeDraft('capture', join);
      }),
    );
    const texts = [one, other].map(textOf).filter(Boolean);
    expect(texts).toEqual(['Maya — water\nTom — ki']);
  });

  test('and a draft of an earlier version of the app is taken over', async () => {
    await held.store.saveDraft('capture', line('Maya'));
    expect(textOf(await takeDraft('capture', join))).toBe('Maya');
    expect((await held.store.drafts('capture')).map(([key]) => key)).toEqual(['capture@a']);
  });

  test('and of two drafts of one form the first is restored, and the other after it is saved', async () => {
    await type('{"touched":{"name":"Maya"}}', 'person:1');
    tab = 'b';
    await type('{"touched":{"name":"Mia"}}', 'person:1');
    tab = 'c';
    expect(await takeDraft('person:1')).toBe('{"touched":{"name":"Maya"}}');
    expect(await held.store.drafts('person:1')).toHaveLength(2);
    draftSaver('person:1')('');
    await vi.waitFor(
      async () => expect(await held.store.drafts('person:1')).toHaveLength(1),
      15_000,
    );
    expect(await takeDraft('person:1')).toBe('{"touched":{"name":"Mia"}}');
  });
});

describe('if the database cannot be written', () => {
  test('a draft is stored elsewhere, and is there after a reload', async () => {
    isBroken = true;
    await type(line('Maya'));
    expect(textOf(await takeDraft('capture', join))).toBe('Maya');
    expect(canKeep.value).toBe(false);
  });

  test('a draft moves back to the database once that works, and replaces the older one', async () => {
    await type(line('Maya'));
    isBroken = true;
    await type(line('Maya — water-skis'));
    isBroken = false;
    expect(textOf(await takeDraft('capture', join))).toBe('Maya — water-skis');
    expect(putAsideBefore('capture')).toEqual([]);
    expect((await held.store.drafts('capture')).map(([, text]) => textOf(text))).toEqual([
      'Maya — water-skis',
    ]);
    expect(canKeep.value).toBe(true);
  });

  test('and one storage is full, the other one is used', async () => {
    vi.stubGlobal('localStorage', storage(0));
    isBroken = true;
    await type(line('Maya'));
    expect(putAsideBefore('capture@a')).toHaveLength(1);
  });

  test('nor any other storage, the app says so and continues', async () => {
    vi.stubGlobal('localStorage', undefined);
    vi.stubGlobal('sessionStorage', undefined);
    isBroken = true;
    draftSaver('capture')(line('Maya'));
    expect(await takeDraft('capture', join)).toBeUndefined();
    expect(canKeep.value).toBe(false);
  });
});
