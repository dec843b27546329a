import { describe, expect, test } from 'vitest';
import { EVENING, person, phone } from '../../data/rig';
import type { Store } from '../../data/store';
import { revival } from '../../editing/erase';
import { newId } from '../../records/uuid';
import { planOf } from './plan';
import { save } from './save';

const EVENT = newId();

const read = async (text: string, store: Store, ids: string[] = []) => {
  const chosen = (await Promise.all(ids.map((id) => store.get('person', id)))).flatMap(
    (one) => one ?? [],
  );
  return planOf({ text, reading: 'auto', swapped: false, chosen });
};

const left = async (store: Store) => ({
  notes: (await store.all('note')).length,
  people: (await store.all('person')).map(({ fields }) => fields.name),
  followups: (await store.openFollowups()).length,
});

describe('Save', () => {
  test('keeps the note, the new person and the morning after', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis #sailing', store), EVENT, EVENING);
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 1 });
    const [note] = await store.notesAt(EVENT);
    expect(note?.fields.captured_at).toBe(new Date(EVENING).toISOString());
  });

  test('at no event opens no follow-up', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis', store), null, EVENING);
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 0 });
  });
});

describe('Undo', () => {
  test('leaves nothing of it', async () => {
    const { store } = phone();
    const undo = await save(store, await read('Maya — water-skis', store), EVENT, EVENING);
    await undo();
    expect(await left(store)).toEqual({ notes: 0, people: [], followups: 0 });
  });

  test('of a second note keeps the person, what they were, and the follow-up of the first', async () => {
    const { store } = phone();
    await save(store, await read('Maya — water-skis #sailing', store), EVENT, EVENING);
    const [maya] = await store.all('person');
    const second = await read('Maya — also dances #tango', store, [maya?.id ?? '']);
    const undo = await save(store, second, EVENT, EVENING + 60_000);
    expect((await store.all('person'))[0]?.fields.interests).toEqual(['sailing', 'tango']);
    await undo();
    expect(await left(store)).toEqual({ notes: 1, people: ['Maya'], followups: 1 });
    expect((await store.all('person'))[0]?.fields.interests).toEqual(['sailing']);
  });

  test('of a deletion brings the record back as it was', async () => {
    const { store } = phone();
    const maya = person('Maya', { known_for: 'water-skis' });
    await store.write([maya]);
    const before = await store.get('person', maya.record);
    await store.write([{ kind: 'person', record: maya.record, delete: true }]);
    expect(await store.all('person')).toEqual([]);
    if (before) await store.write([revival(before)]);
    expect((await store.all('person'))[0]?.fields).toEqual(before?.fields);
  });
});
