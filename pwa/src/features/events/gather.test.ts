import { expect, test, vi } from 'vitest';
import { firstOf } from '../../data/firstNotedRig';
import { EVENING, note, person, phone } from '../../data/rig';
import type { Store } from '../../data/store';
import type { Draft, Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { gather, looseFor } from './gather';

const DAY = 86_400_000;
const EVENT = newId();
const panel: Draft<'event'> = {
  kind: 'event',
  record: EVENT,
  set: {
    name: 'Panel',
    starts_at: new Date(EVENING).toISOString(),
    timezone: 'America/New_York',
  },
};
const before = (days: number) => ({ captured_at: new Date(EVENING - days * DAY).toISOString() });

async function box() {
  const { store } = phone();
  const [maya, tom, ada, ivo] = [person('Maya'), person('Tom'), person('Ada'), person('Ivo')];
  await store.write([
    panel,
    maya,
    tom,
    ada,
    ivo,
    { ...person('Nina'), set: { name: 'Nina', met_at: newId() } },
    note('Maya — kites', { person_ids: [maya.record] }),
    note('Tom — last week', { person_ids: [tom.record], ...before(7) }),
    note('Tom — again', { person_ids: [tom.record], ...before(1) }),
    note('Ivo — is here', { person_ids: [ivo.record], event_id: EVENT }),
  ]);
  const event = await store.get('event', EVENT);
  if (!event) throw new Error('there is an event');
  return { store, event, maya, tom, ada };
}

const offeredAt = async (store: Store, event: Row<'event'>) =>
  looseFor(store, event, firstOf(await store.all('note')));

test('people at no event are offered, those of the same evening first and selected', async () => {
  const { store, event } = await box();
  const offered = (await offeredAt(store, event)).map(({ person, likely }) => [
    person.fields.name,
    likely,
  ]);
  expect(offered).toEqual([
    ['Maya', true],
    ['Tom', false],
    ['Ada', false],
  ]);
});

test('their notes of that evening, or those of their first meeting, come with them, and undo restores all', async () => {
  const { store, event, maya, tom, ada } = await box();
  const offered = (await offeredAt(store, event)).map(({ person }) => person);
  const undo = await gather(store, event, offered);
  const bodies = async () => (await store.notesAt(EVENT)).map(({ fields }) => fields.body).sort();
  const places = () =>
    Promise.all(
      [maya, tom, ada].map(
        async ({ record }) => (await store.get('person', record))?.fields.met_at,
      ),
    );
  expect(await bodies()).toEqual(['Ivo — is here', 'Maya — kites', 'Tom — last week']);
  expect(await places()).toEqual([EVENT, EVENT, EVENT]);
  expect(await offeredAt(store, event)).toEqual([]);
  await undo();
  expect(await bodies()).toEqual(['Ivo — is here']);
  expect(await places()).toEqual([null, null, null]);
});

test('only the notes of the event and of its evening are read', async () => {
  const { store, event } = await box();
  await store.write(Array.from({ length: 50 }, (_, n) => note(`long ago ${n}`, before(30 + n))));
  const noted = firstOf(await store.all('note'));
  const getAll = vi.spyOn(IDBIndex.prototype, 'getAll');
  await looseFor(store, event, noted);
  const asked = getAll.mock.calls.map(([query]) => String(query).split(':')[0]).sort();
  getAll.mockRestore();
  expect(asked).toEqual(['note.evening', 'note.event_id', 'person']);
});
