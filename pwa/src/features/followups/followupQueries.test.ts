import { expect, test } from 'vitest';
import { note, person, phone } from '../../data/rig';
import { newId } from '../../records/uuid';
import { onNotificationClick } from '../../worker/actions';
import { readFollowups } from './followupQueries';

/** An event with three people, captured on a real store; the next morning is 24 November. */
async function evening() {
  const { store } = phone();
  const mixer = newId();
  const people = [person('Maya'), person('Tom'), person('Ada')];
  await store.write([
    {
      kind: 'event',
      record: mixer,
      set: {
        name: 'Harbour mixer',
        starts_at: '2026-11-23T22:00:00Z',
        timezone: 'America/New_York',
      },
    },
    ...people,
    ...people.map(({ record }, minutes) =>
      note(`note ${minutes}`, {
        person_ids: [record],
        event_id: mixer,
        captured_at: `2026-11-23T23:1${minutes}:00Z`,
      }),
    ),
  ]);
  return store;
}

const names = (cards: { person: { fields: { name: string | null } } | undefined }[]) =>
  cards.map((card) => card.person?.fields.name);

test('the follow-ups of an evening are read with the place of meeting and the notes', async () => {
  const store = await evening();
  expect(names((await readFollowups(store, '2026-11-23', null)).comingUp)).toEqual([
    'Maya',
    'Tom',
    'Ada',
  ]);
  const { due } = await readFollowups(store, '2026-11-24', null);
  expect(names(due)).toEqual(['Maya', 'Tom', 'Ada']);
  expect(due.map((card) => card.event?.fields.name)).toEqual(Array(3).fill('Harbour mixer'));
  expect(due.map((card) => card.notes.map((one) => one.fields.body))).toEqual([
    ['note 0'],
    ['note 1'],
    ['note 2'],
  ]);
});

test('an answer given in the notification is on the screen, and undo restores the follow-up', async () => {
  const store = await evening();
  const [maya] = (await readFollowups(store, '2026-11-24', null)).due;
  if (!maya) throw new Error('nobody is due');
  await onNotificationClick(
    'said_hi',
    {
      navigate: '/followups',
      account: store.account,
      morning: '2026-11-24',
      followups: [{ id: maya.followup.id, due_on: '2026-11-24' }],
      actions: [],
    },
    {
      origin: 'https://k.example',
      now: () => new Date('2026-11-24T13:31:00Z'),
      store: async () => store,
      drain: () => Promise.reject(new TypeError('offline')),
      open: async () => undefined,
      setBadge: async (left) => expect(left).toBe(2),
    },
  );
  expect(names((await readFollowups(store, '2026-11-24', null)).due)).toEqual(['Tom', 'Ada']);
  const open = { status: 'open', closed_at: null } as const;
  await store.write([{ kind: 'followup', record: maya.followup.id, set: open }]);
  expect(names((await readFollowups(store, '2026-11-24', null)).due)).toEqual([
    'Maya',
    'Tom',
    'Ada',
  ]);
});
