import { expect, test, vi } from 'vitest';
import { PAGE, refold } from './refold';
import { person, phone } from './rig';

test('people stored by an older app are found with the current search words', async () => {
  const { store, connection } = phone();
  const lukasz = person('Łukasz Nowak');
  await store.write([lukasz]);
  await connection.run(async (database) => {
    const row = await database.get('records', lukasz.record);
    if (row) await database.put('records', { ...row, words: ['łukasz', 'nowak'] });
  });
  const named = async () => (await store.suggest('Lukasz')).map(({ id }) => id);
  expect(await named()).toEqual([]);
  await refold(connection);
  expect(await named()).toEqual([lukasz.record]);
  await refold(connection);
  expect((await store.named(['lukasz'], [])).map(({ id }) => id)).toEqual([lukasz.record]);
});

test('never reads thousands of people at once, which would hold up a slow phone', async () => {
  const { store, connection } = phone();
  const people = Array.from({ length: PAGE + 1 }, (_, place) => person(`Łukasz ${place}`));
  await store.write(people);
  await connection.run(async (database) => {
    for (const { record } of people) {
      const row = await database.get('records', record);
      if (row) await database.put('records', { ...row, words: [] });
    }
  });
  const asked = [IDBObjectStore, IDBIndex].map((each) => vi.spyOn(each.prototype, 'getAll'));
  await refold(connection);
  const most = asked.flatMap(({ mock }) => mock.calls.map(([, count]) => count ?? Infinity));
  expect(Math.max(...most)).toBeLessThanOrEqual(PAGE);
  vi.restoreAllMocks();
  expect((await store.suggest('Lukasz', PAGE)).length).toBeGreaterThan(0);
  const words = await connection.run((database) => database.getAll('records'));
  expect(words.filter((row) => !row.words?.includes('lukasz'))).toEqual([]);
});
