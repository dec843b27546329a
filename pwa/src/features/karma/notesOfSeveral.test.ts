import { expect, it, vi } from 'vitest';
import { note, person, phone } from '../../data/rig';
import { notesOfSeveral } from './notesOfSeveral';

const people = [person('Maya'), person('Tom'), person('Ada')] as const;
const [maya, tom, ada] = people.map(({ record }) => record) as [string, string, string];

it('only notes that name several people are read', async () => {
  const { store, connection } = phone();
  const both = note('Maya and Tom sail', { person_ids: [maya, tom] });
  const gone = note('Tom and Ada', { person_ids: [tom, ada] });
  const alone = Array.from({ length: 30 }, (_, n) => note(`${n}`, { person_ids: [ada] }));
  await store.write([...people, both, gone, ...alone]);
  await store.write([{ kind: 'note', record: gone.record, delete: true }]);
  const getAll = vi.spyOn(IDBIndex.prototype, 'getAll');
  const get = vi.spyOn(IDBObjectStore.prototype, 'get');
  const notes = await notesOfSeveral(store, connection);
  const asked = [getAll.mock.calls.filter(([query]) => query === 'note'), get.mock.calls];
  vi.restoreAllMocks();
  expect(notes.map(({ id }) => id)).toEqual([both.record]);
  expect(asked).toEqual([[], [[both.record]]]);
});

it('all notes are read at once if many of them name several people', async () => {
  const { store, connection } = phone();
  const drafts = Array.from({ length: 5 }, (_, n) => note(`${n}`, { person_ids: [maya, tom] }));
  await store.write([...people, ...drafts]);
  const get = vi.spyOn(IDBObjectStore.prototype, 'get');
  const notes = await notesOfSeveral(store, connection);
  const asked = get.mock.calls.length;
  vi.restoreAllMocks();
  expect(notes).toHaveLength(5);
  expect(asked).toBe(0);
});
