import { describe, expect, test, vi } from 'vitest';
import { EVENING, person, phone } from '../../data/rig';
import type { Store } from '../../data/store';
import { nextMorning, nextMorningId } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { hereZone } from '../../texts/dateTexts';
import { thrownAway } from '../trash/thrownAway';
import { plansOf } from './plan';
import { save } from './save';

const EVENT = newId();

const read = async (text: string, store: Store, ids: string[] = []) => {
  const chosen = (await Promise.all(ids.map((id) => store.get('person', id)))).flatMap(
    (one) => one ?? [],
  );
  return plansOf({ text, reading: 'auto', swapped: false, chosen });
};

const left = async (store: Store) => ({
  notes: (await store.all('note')).length,
  people: (await store.all('person')).map(({ fields }) => fields.name),
  followups: (await store.openFollowups()).length,
});

describe('saving', () => {
  test('writes the note, the new person and the follow-up of the next morning', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis #sailing', store), EVENT, EVENING);
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 1 });
    const [note] = await store.notesAt(EVENT);
    expect(note?.fields.captured_at).toBe(new Date(EVENING).toISOString());
  });

  test('opens a follow-up for a new person without an event, too', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis', store), null, EVENING);
    const [maya] = await store.all('person');
    const due_on = nextMorning(new Date(EVENING).toISOString(), hereZone());
    const [followup] = await store.openFollowups();
    expect(followup?.fields).toMatchObject({ person_id: maya?.id, due_on, reason: 'next_morning' });
    expect(followup?.id).toBe(nextMorningId(maya?.id ?? '', due_on));
  });

  test('reads nothing about a person it has just created', async () => {
    const { store } = phone();
    const plans = await read('Maya — water-skis', store);
    const get = vi.spyOn(IDBObjectStore.prototype, 'get');
    const getAll = vi.spyOn(IDBIndex.prototype, 'getAll');
    await save(store, plans, EVENT, EVENING);
    expect(get.mock.calls).toEqual([['clock']]);
    // Only whether cards were merged.
    expect(getAll).toHaveBeenCalledOnce();
  });

  test('opens a follow-up for a known person only at an event', async () => {
    const { store } = phone();
    await store.write([person('Maya')]);
    const [maya] = await store.all('person');
    const again = await read('Maya — has a boat', store, [maya?.id ?? '']);
    await save(store, again, null, EVENING);
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 0 });
    await save(store, again, EVENT, EVENING);
    expect(await left(store)).toEqual({ notes: 2, people: ['Maya'], followups: 1 });
  });

  test('writes a note and a follow-up for each of several lines', async () => {
    const { store } = phone();
    await save(store, await read('Maya - water-skis\nTom - kites', store), null, EVENING);
    expect(await left(store)).toMatchObject({ notes: 2, followups: 2 });
    const notes = (await store.all('note')).map(({ fields }) => fields);
    expect(notes.map(({ person_ids }) => person_ids.length)).toEqual([1, 1]);
    expect(new Set(notes.map(({ captured_at }) => captured_at)).size).toBe(2);
  });

  test('splits 60 people of one line into notes that the server accepts', async () => {
    const { store } = phone();
    const names = Array.from(
      { length: 60 },
      (_, index) => `P${String.fromCodePoint(97 + (index % 26), 97 + Math.floor(index / 26))}`,
    ).join(', ');
    const plans = plansOf({ text: names, reading: 'several', swapped: false, chosen: [] });
    await save(store, plans, EVENT, EVENING);
    expect(await left(store)).toMatchObject({ notes: 2, followups: 60 });
    for (const { set } of await store.outbox())
      expect((set?.person_ids as string[] | undefined)?.length ?? 0).toBeLessThanOrEqual(50);
  });

  test('writes and sends nothing if the server would refuse it', async () => {
    const { store } = phone();
    const plans = await read(`Maya ${'x'.repeat(12_000)}`, store);
    await expect(save(store, plans, null, EVENING)).rejects.toThrow('body: long');
    expect(await store.outbox()).toEqual([]);
  });
});

describe('undo', () => {
  test('leaves nothing of a save', async () => {
    const { store } = phone();
    const { undo } = await save(store, await read('Maya — water-skis', store), EVENT, EVENING);
    await undo();
    expect(await left(store)).toEqual({ notes: 0, people: [], followups: 0 });
    expect(await thrownAway(store)).toEqual([]);
  });

  test('of a second note restores the person, and keeps the follow-up of the first note', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis #sailing', store), EVENT, EVENING);
    const [maya] = await store.all('person');
    const second = await read('Maya — also dances #tango', store, [maya?.id ?? '']);
    const { undo } = await save(store, second, EVENT, EVENING + 60_000);
    expect((await store.all('person'))[0]?.fields.interests).toEqual(['sailing', 'tango']);
    await undo();
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 1 });
    expect((await store.all('person'))[0]?.fields.interests).toEqual(['sailing']);
  });

  test('of a deletion restores the record', async () => {
    const { store } = phone();
    const maya = person('Maya', { known_for: 'water-skis' });
    await store.write([maya]);
    const before = await store.get('person', maya.record);
    const undo = await store.write([{ kind: 'person', record: maya.record, delete: true }]);
    expect(await store.all('person')).toEqual([]);
    await undo();
    expect((await store.all('person'))[0]?.fields).toEqual(before?.fields);
  });
});
