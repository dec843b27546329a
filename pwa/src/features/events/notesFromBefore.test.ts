import { describe, expect, test } from 'vitest';
import { EVENING, note, person, phone } from '../../data/rig';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { bringAlong, notesFromBefore } from './notesFromBefore';

const HOUR = 3_600_000;
const EVENT = newId();

const mixer: Draft<'event'> = {
  kind: 'event',
  record: EVENT,
  set: {
    name: 'Mixer',
    starts_at: new Date(EVENING + HOUR).toISOString(),
    timezone: 'America/New_York',
  },
};

async function evening() {
  const { store } = phone();
  const [maya, priya] = [person('Maya'), person('Priya', { met_at: newId() })];
  const at = (ms: number) => ({ captured_at: new Date(ms).toISOString() });
  await store.write([
    mixer,
    maya,
    priya,
    note('Priya — hi', { person_ids: [priya.record], ...at(EVENING + 60_000) }),
    note('Maya — water-skis', { person_ids: [maya.record], ...at(EVENING) }),
    note('somebody of yesterday', at(EVENING - 24 * HOUR)),
    note('elsewhere', { event_id: newId() }),
  ]);
  const event = await store.get('event', EVENT);
  if (!event) throw new Error('there is an event');
  return { store, event, maya, priya };
}

describe('notes from before the event was created', () => {
  test('are the notes of that evening without an event', async () => {
    const { store, event } = await evening();
    const found = await notesFromBefore(store, event);
    expect(found.map(({ fields }) => fields.body)).toEqual(['Maya — water-skis', 'Priya — hi']);
  });

  test('are added by one tap, with the people met and their follow-ups', async () => {
    const { store, event, maya, priya } = await evening();
    await bringAlong(store, EVENT, await notesFromBefore(store, event));
    expect(await store.notesAt(EVENT)).toHaveLength(2);
    expect((await store.get('person', maya.record))?.fields.met_at).toBe(EVENT);
    // People who were met elsewhere keep that, and are due, because they were seen tonight.
    expect((await store.get('person', priya.record))?.fields.met_at).not.toBe(EVENT);
    const due = (await store.openFollowups()).map(({ fields }) => fields.person_id);
    expect(due.sort()).toEqual([maya.record, priya.record].sort());
    expect(await notesFromBefore(store, event)).toEqual([]);
  });

  test('are removed by one undo', async () => {
    const { store, event, maya } = await evening();
    const undo = await bringAlong(store, EVENT, await notesFromBefore(store, event));
    await undo();
    expect(await notesFromBefore(store, event)).toHaveLength(2);
    expect((await store.get('person', maya.record))?.fields.met_at).toBeNull();
    expect(await store.openFollowups()).toEqual([]);
  });
});
