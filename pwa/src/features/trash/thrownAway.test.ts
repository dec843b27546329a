import { expect, test } from 'vitest';
import { EVENING, note, person, phone } from '../../data/rig';
import { revived, thrownAway } from './thrownAway';

const gone = (draft: { kind: 'person' | 'note' | 'followup'; record: string }) => ({
  kind: draft.kind,
  record: draft.record,
  delete: true as const,
});

/** Maya, with a note of her own, one that is also about Tom, and a follow-up. */
async function evening() {
  const made = phone();
  const { store } = made;
  const [maya, tom] = [person('Maya'), person('Tom')];
  const own = note('Maya — water-skis', { person_ids: [maya.record] });
  const both = note('Maya and Tom row', { person_ids: [maya.record, tom.record] });
  const followup = {
    kind: 'followup' as const,
    record: note('').record,
    set: { person_id: maya.record, due_on: '2026-11-24', reason: 'next_morning' as const },
  };
  await store.write([maya, tom, own, both, followup]);
  const titles = async () =>
    (await thrownAway(store)).map(({ row: { kind, fields } }) =>
      kind === 'person' ? (fields as { name: string }).name : kind,
    );
  return { ...made, maya, own, both, followup, titles };
}

test('notes deleted together with a person are one entry with them, and restored with them', async () => {
  const { store, maya, own, followup, titles } = await evening();
  await store.write([gone(own), gone(followup), gone(maya)]);
  expect(await titles()).toEqual(['Maya']);
  const [row] = await thrownAway(store);
  await store.write(revived(row as NonNullable<typeof row>));
  expect(await titles()).toEqual([]);
  expect(await store.notesOf(maya.record)).toHaveLength(2);
  expect(await store.openFollowups()).toHaveLength(1);
});

test('notes deleted separately are entries of their own', async () => {
  const { store, clock, maya, own, both, titles } = await evening();
  await store.write([gone(own)]);
  clock.now = EVENING + 60_000;
  await store.write([gone(both), gone(maya)]);
  expect(await titles()).toEqual(['Maya', 'note']);
});
