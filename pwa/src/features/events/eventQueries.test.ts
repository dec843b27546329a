import { expect, it, vi } from 'vitest';
import { note, person, phone } from '../../data/rig';
import { newId } from '../../records/uuid';
import { peopleAt } from './eventQueries';

it('the people met at an event are read at once, and others only if a note at the event names them', async () => {
  const { store } = phone();
  const event = newId();
  const met = Array.from({ length: 20 }, (_, n) => person(`${n}`, { met_at: event }));
  const ada = person('Ada');
  await store.write([
    ...met,
    ada,
    ...[ada, ...met].map(({ record }, n) =>
      note(`${n}`, { person_ids: [record], event_id: event }),
    ),
  ]);
  const get = vi.spyOn(IDBObjectStore.prototype, 'get');
  const people = await peopleAt(store, event);
  const asked = get.mock.calls.map(([id]) => id);
  get.mockRestore();
  expect(people).toHaveLength(21);
  expect(asked).toEqual([ada.record]);
});
