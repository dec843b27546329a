import { expect, test } from 'vitest';
import { person, phone } from '../data/rig';
import type { Store } from '../data/store';
import { letGo, saidHi } from './answers';
import { dueAhead } from './dueAhead';

const TODAY = '2026-11-24';

async function kept(store: Store, today = TODAY) {
  await store.write(await dueAhead(store, today));
  return (await store.openFollowups()).map(({ id, fields }) => [id, fields.reason, fields.due_on]);
}

test('two phones that are offline make the same follow-ups', async () => {
  const [here, there] = [phone(), phone()];
  const maya = person('Maya', {
    met_on: '2026-11-01',
    keep_in_touch_days: 30,
    birthday: '--12-24',
  });
  await here.store.write([maya, person('Tom', { met_on: '2026-11-01' })]);
  await there.store.write([maya]);
  expect(await kept(here.store)).toEqual(await kept(there.store, '2026-11-27'));
  expect((await kept(here.store)).map(([, ...rest]) => rest)).toEqual([
    ['keep_in_touch', '2026-12-01'],
    ['birthday', '2026-12-24'],
  ]);
});

test('saying hi restarts the interval, and undoing it leaves one follow-up', async () => {
  const { store } = phone();
  await store.write([person('Maya', { met_on: '2026-11-01', keep_in_touch_days: 30 })]);
  const [[first]] = (await kept(store)) as [[string]];
  await store.write([saidHi(first, new Date('2026-12-01T09:00:00Z'))]);
  const [[second, , due]] = (await kept(store, '2026-12-01')) as [[string, string, string]];
  expect([second === first, due]).toEqual([false, '2026-12-31']);

  const back = { status: 'open', closed_at: null } as const;
  await store.write([{ kind: 'followup', record: first, set: back }]);
  expect(await kept(store, '2026-12-01')).toEqual([[first, 'keep_in_touch', '2026-12-01']]);
  // If it is turned on again, the deleted one comes back.
  await store.write([letGo(first, new Date('2026-12-01T10:00:00Z'))]);
  expect(await kept(store, '2026-12-01')).toEqual([[second, 'keep_in_touch', '2026-12-31']]);
});

test('a deleted birthday stays deleted', async () => {
  const { store } = phone();
  await store.write([person('Maya', { birthday: '--11-30' })]);
  const [[birthday]] = (await kept(store)) as [[string]];
  await store.write([{ kind: 'followup', record: birthday, delete: true }]);
  expect(await kept(store)).toEqual([]);
});
