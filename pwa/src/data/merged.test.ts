import { afterEach, expect, test } from 'vitest';
import { takenApart } from '../features/duplicates/mergeActions';
import type { Draft, Fields } from '../records/kinds';
import { nextMorningId } from '../records/nextMorning';
import { closePhones, EVENT, get, MORNING, merge, read, twoPhones } from './mergedRig';
import { EVENING, note, person } from './rig';

afterEach(closePhones);

const about = (...person_ids: string[]) => note('words', { person_ids, event_id: EVENT });

test('two merged records are one person, and references to either lead to that person', async () => {
  const { phones } = twoPhones();
  const { store } = phones[0];
  const maya = person('Maya', {
    interests: ['sailing'],
    emails: ['maya@example.org'],
    met_on: '2025-01-01',
  });
  const chen = person('Maya Chen', { known_for: 'water-skis', interests: ['fado'] });
  const tom = person('Tom', { introduced_by: maya.record });
  const notes = [about(maya.record), about(chen.record), about(maya.record, chen.record)];
  const turn: Draft<'kindness'> = {
    kind: 'kindness',
    record: '00000000-0000-4000-8000-0000000000aa',
    set: {
      person_id: tom.record,
      direction: 'given',
      what: 'x',
      happened_on: MORNING,
      thanks_to: maya.record,
      introduced_to: maya.record,
    },
  };
  await store.write([maya, chen, tom, ...notes, turn]);
  await merge(store, maya.record, chen.record);

  expect((await store.all('person')).map(({ fields }) => fields.name).sort()).toEqual([
    'Maya Chen',
    'Tom',
  ]);
  for (const id of [maya.record, chen.record]) {
    const found = await get(store, 'person', id);
    expect(found.id).toBe(chen.record);
    expect(found.fields).toMatchObject({
      name: 'Maya Chen',
      known_for: 'water-skis',
      interests: ['fado', 'sailing'],
      emails: ['maya@example.org'],
      met_on: '2025-01-01',
    });
    expect(found.also?.map(({ fields }) => fields.name)).toEqual(['Maya']);
    expect(await store.notesOf(id)).toHaveLength(3);
    expect(await store.linked('kindness', 'thanks_to', id)).toHaveLength(1);
  }
  expect((await get(store, 'note', notes[2]?.record ?? '')).fields.person_ids).toEqual([
    chen.record,
  ]);
  expect((await get(store, 'person', tom.record)).fields.introduced_by).toBe(chen.record);
  expect((await get(store, 'kindness', turn.record)).fields).toMatchObject({
    thanks_to: chen.record,
    introduced_to: chen.record,
  });
  expect((await store.suggest('maya')).map(({ id }) => id)).toEqual([chen.record]);
});

test('a person met twice on one evening has one follow-up after the merge, and one answer closes it', async () => {
  const { phones } = twoPhones();
  const { store } = phones[0];
  const [maya, chen] = [person('Maya'), person('Maya Chen')];
  await store.write([maya, chen, about(maya.record), about(chen.record)]);
  expect(await store.openFollowups()).toHaveLength(2);
  await merge(store, maya.record, chen.record);

  const [waiting, ...more] = await store.openFollowups();
  expect(more).toEqual([]);
  expect(waiting?.id).toBe(nextMorningId(chen.record, MORNING));
  const closed: Partial<Fields['followup']> = {
    status: 'done',
    closed_at: new Date(EVENING).toISOString(),
  };
  await store.write([{ kind: 'followup', record: waiting?.id ?? '', set: closed }]);
  expect(await store.openFollowups()).toEqual([]);
  // Undo also applies to both cards.
  await store.write([
    { kind: 'followup', record: waiting?.id ?? '', set: { status: 'open', closed_at: null } },
  ]);
  expect(await store.openFollowups()).toHaveLength(1);
});

test('merging opens no new follow-up for people whom a note already named', async () => {
  const { phones } = twoPhones();
  const { store } = phones[0];
  const [maya, chen, tom] = [person('Maya'), person('Maya Chen'), person('Tom')];
  const written = about(maya.record);
  await store.write([maya, chen, tom, written]);
  const before = await store.openFollowups();
  await store.write(
    before.map(({ id }) => ({ kind: 'followup', record: id, set: { status: 'done' } })),
  );
  await merge(store, maya.record, chen.record);
  const { fields } = await get(store, 'note', written.record);
  await store.write([
    {
      kind: 'note',
      record: written.record,
      set: { person_ids: [...fields.person_ids, tom.record] },
    },
  ]);
  expect((await store.openFollowups()).map((row) => row.fields.person_id)).toEqual([tom.record]);
});

test('a value removed from a merged person does not come back from the other record', async () => {
  const { phones } = twoPhones();
  const { store } = phones[0];
  const maya = person('Maya', {
    organisation: 'Acme',
    emails: ['old@example.org', 'maya@example.org'],
  });
  const chen = person('Maya Chen', { met_on: '2026-01-01' });
  await store.write([maya, chen]);
  await merge(store, maya.record, chen.record);
  await store.write([
    {
      kind: 'person',
      record: chen.record,
      set: { organisation: null, emails: ['maya@example.org'] },
    },
  ]);
  expect((await get(store, 'person', chen.record)).fields).toMatchObject({
    organisation: null,
    emails: ['maya@example.org'],
  });
});

test('a merged person is deleted and restored as a whole, and is in the trash once', async () => {
  const { phones } = twoPhones();
  const { store } = phones[0];
  const [maya, chen] = [person('Maya', { emails: ['m@example.org'] }), person('Maya Chen')];
  await store.write([maya, chen]);
  await merge(store, maya.record, chen.record);
  const before = await read(store);
  await store.write([{ kind: 'person', record: chen.record, delete: true }]);
  expect(await store.all('person')).toEqual([]);
  const [gone, ...more] = await store.trash();
  expect([gone?.id, more]).toEqual([chen.record, []]);
  await store.write([{ kind: 'person', record: chen.record, set: { archived: false } }]);
  expect(await read(store)).toEqual(before);
});

test('two phones merge two people in opposite directions, and both show one person', async () => {
  const { phones, later, settle } = twoPhones();
  const [first, second] = phones;
  const [maya, chen] = [person('Maya'), person('Maya Chen')];
  await first.store.write([maya, chen]);
  await settle();
  await first.store.write([
    { kind: 'person', record: maya.record, set: { merged_into: chen.record } },
  ]);
  later(1_000);
  await second.store.write([
    { kind: 'person', record: chen.record, set: { merged_into: maya.record } },
  ]);
  await settle();
  expect(await read(first.store)).toEqual(await read(second.store));
  const [one, ...more] = await first.store.all('person');
  expect([more, one?.also?.length]).toEqual([[], 1]);
  // They can be separated again.
  const [card] = one?.also ?? [];
  if (!one || !card) throw new Error('there is another card');
  const together = await read(first.store);
  const undo = await first.store.write(takenApart(one, card));
  expect(await first.store.all('person')).toHaveLength(2);
  await undo();
  expect(await read(first.store)).toEqual(together);
});
