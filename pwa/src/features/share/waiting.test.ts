import { beforeEach, describe, expect, test, vi } from 'vitest';
import { contactsIn } from '../../contacts/vcards';
import { type Phone, phone } from '../../data/rig';
import { forget, jotting } from '../capture/jotting';
import { discard, findWaiting, take, waiting } from './waiting';

let held: Phone;
vi.mock('../../data/open', () => ({ openStore: async () => held.store }));
/** Whether the worker that reads vCards is cached. */
const reader = vi.hoisted(() => ({ is: 'away' as 'away' | 'here' }));
vi.mock('../exchange/cards', () => ({
  cardsIn: async (files: Uint8Array[]) => {
    if (reader.is === 'away') throw new Error('it has not come');
    return files.map((file) => contactsIn(file).people);
  },
}));
vi.mock('../../ui/navigation', () => ({ go: () => undefined }));

const shared = (share: object) => held.store.saveDraft('shared:1', JSON.stringify(share));
const first = () => waiting.value[0] as (typeof waiting.value)[0];

beforeEach(() => {
  held = phone();
  forget();
  waiting.value = [];
});

describe('a share from another app', () => {
  test('waits, and is in no field until the user accepts it', async () => {
    await shared({ text: 'Bees on the roof' });
    await findWaiting();
    expect(waiting.value).toEqual([{ key: 'shared:1', lines: [{ text: 'Bees on the roof' }] }]);
    expect(jotting.value.text).toBe('');
    await take(first());
    expect(jotting.value).toMatchObject({ text: 'Bees on the roof', reading: 'note' });
    expect(jotting.value.startedAt).toBeNull();
    expect(await held.store.drafts('shared:')).toEqual([]);
  });

  test('is accepted in only one of two tabs', async () => {
    await shared({ text: 'Bees' });
    await findWaiting();
    const share = first();
    await take(share);
    forget();
    await take(share);
    expect(jotting.value.text).toBe('');
  });

  test('longer than a note is offered in two parts, one after the other', async () => {
    await shared({ title: 'T', text: 'x'.repeat(10_000) });
    await findWaiting();
    await take(first());
    expect(first().lines).toHaveLength(1);
    waiting.value = [];
    await findWaiting();
    expect(first().lines).toHaveLength(1);
  });

  test('that stopped the app once is offered as plain text, and can be discarded', async () => {
    await shared({ text: 'Maya Chen\n+1 555 0100', reading: true });
    await findWaiting();
    expect(first().lines).toEqual([{ text: 'Maya Chen\n+1 555 0100' }]);
    const back = await discard(first());
    expect(await held.store.drafts('shared:')).toEqual([]);
    await back();
    expect(await held.store.drafts('shared:')).toHaveLength(1);
  });

  test('is marked as being read before it is read', async () => {
    const seen: string[][] = [];
    const save = held.store.saveDraft.bind(held.store);
    held.store.saveDraft = async (key, text) => {
      seen.push(Object.keys(JSON.parse(text)));
      await save(key, text);
    };
    await shared({ text: 'Bees' });
    await findWaiting();
    expect(seen).toEqual([['text'], ['text', 'reading'], ['lines']]);
  });

  test('waits unread until the code that reads contacts is loaded, and is then a contact', async () => {
    const MAYA = 'BEGIN:VCARD\nFN:Maya Chen\nTEL:+1 555 0100\nEND:VCARD';
    await shared({ title: 'Bees', files: [MAYA] });
    await findWaiting();
    expect(waiting.value).toEqual([]);
    reader.is = 'here';
    await findWaiting();
    expect(first().lines).toMatchObject([
      { text: 'Maya Chen — ', contact: { phones: ['+1 555 0100'] } },
    ]);
  });

  test('that cannot be read does not block other shares', async () => {
    await held.store.saveDraft('shared:0', '{');
    await shared({ text: 'Bees' });
    await findWaiting();
    expect(waiting.value).toHaveLength(1);
  });
});
