import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Draft, Kind } from '../records/kinds';
import { newId } from '../records/uuid';
import { note, person, phone } from './rig';
import type { Store } from './store';

/** All current records, whatever was written in between. */
async function live(store: Store): Promise<Record<string, object>> {
  const kinds: Kind[] = ['person', 'note', 'followup'];
  const rows = (await Promise.all(kinds.map((kind) => store.all(kind)))).flat();
  return Object.fromEntries(rows.map(({ id, fields }) => [id, fields]));
}

const RECORDS = [newId(), newId(), newId()];
const EVENT = newId();
const word = fc.constantFrom('kite', 'bees', 'tango');

/** Anything that screens may write to three people and the notes about them. */
const anything: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({
    kind: fc.constant('person' as const),
    record: fc.constantFrom(...RECORDS),
    set: fc.record(
      { name: word, known_for: word, interests: fc.array(word) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    kind: fc.constant('person' as const),
    record: fc.constantFrom(...RECORDS),
    delete: fc.constant(true as const),
  }),
  fc
    .record({ id: fc.nat(2), body: word, person_ids: fc.subarray(RECORDS), there: fc.boolean() })
    .map(({ id, body, person_ids, there }) => ({
      ...note(body, { person_ids, event_id: there ? EVENT : null }),
      record: `00000000-0000-4000-8000-00000000000${id}`,
    })),
);

test('undo restores the state before any write', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anything, { maxLength: 4 }),
      fc.array(anything, { minLength: 1, maxLength: 4 }),
      async (earlier, drafts) => {
        const { store } = phone();
        await store.write(earlier);
        const before = await live(store);
        const undo = await store.write(drafts);
        await undo();
        expect(await live(store)).toEqual(before);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test('undo leaves fields alone that another device set meanwhile', async () => {
  const { store } = phone();
  const maya = person('Maya', { known_for: 'water-skis' });
  await store.write([maya]);
  const undo = await store.write([{ ...maya, set: { name: 'Maya Chen' } }]);
  await store.write([{ ...maya, set: { known_for: 'tango' } }]);
  await undo();
  expect((await store.get('person', maya.record))?.fields).toMatchObject({
    name: 'Maya',
    known_for: 'tango',
  });
});

test('undo of a write that changed nothing sends nothing', async () => {
  const { store } = phone();
  const maya = person('Maya');
  await store.write([maya]);
  const undo = await store.write([{ ...maya, set: { name: 'Maya' } }]);
  const sent = (await store.outbox()).length;
  await undo();
  expect(await store.outbox()).toHaveLength(sent);
});

test('a record that was created and undone is not in the trash, also after the lists of two tabs were joined', async () => {
  const { store } = phone();
  const [maya, tom] = [person('Maya'), person('Tom')];
  const undo = await store.write([maya]);
  await undo();
  await store.saveDraft('taken-back', `${await store.draft('taken-back')}\n${tom.record}`);
  await store.write([tom]);
  await store.write([{ kind: 'person', record: tom.record, delete: true }]);
  expect(await store.trash()).toEqual([]);
});
