import { expect, test } from 'vitest';
import { refold } from './refold';
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
