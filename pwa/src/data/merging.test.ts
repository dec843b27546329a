import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Draft } from '../records/kinds';
import { closePhones, EVENT, get, MORNING, merge, read, twoPhones } from './mergedRig';
import { note } from './rig';
import type { Undo } from './store';

afterEach(closePhones);

type Act =
  | { do: 'note'; on: number; with: number; there: boolean }
  | { do: 'name' | 'known' | 'mail' | 'turn' | 'promise' | 'delete'; on: number }
  | { do: 'merge'; on: number; with: number };

const PEOPLE = 4;
const who = fc.nat(PEOPLE - 1);
const meanwhile: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('note'), on: who, with: who, there: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('name', 'known', 'mail', 'turn', 'promise'),
      on: who,
    }),
  },
);
const merging: fc.Arbitrary<Act> = fc.record({ do: fc.constant('merge'), on: who, with: who });
const deleting: fc.Arbitrary<Act> = fc.record({ do: fc.constant('delete'), on: who });

/** The same ids in each run of an example, so that runs can be compared. */
const idOf = (sort: number, index: number): string =>
  `00000000-0000-4${String(sort).padStart(3, '0')}-8000-${String(index).padStart(12, '0')}`;
const cards = Array.from({ length: PEOPLE }, (_, index) => idOf(1, index));

/** What an action writes. It knows only the ids, like a phone that has not heard of the merge. */
function draftOf(act: Act, index: number): Draft {
  const id = cards[act.on] as string;
  const text = `${act.do} ${index}`;
  switch (act.do) {
    case 'note': {
      const ids = [...new Set([id, cards[act.with] as string])];
      return {
        ...note(text, { person_ids: ids, event_id: act.there ? EVENT : null }),
        record: idOf(2, index),
      };
    }
    case 'name':
      return { kind: 'person', record: id, set: { name: text } };
    case 'known':
      return { kind: 'person', record: id, set: { known_for: text } };
    case 'mail':
      return { kind: 'person', record: id, set: { emails: [text] } };
    case 'turn':
      return {
        kind: 'kindness',
        record: idOf(3, index),
        set: { person_id: id, direction: 'given', what: text, happened_on: MORNING },
      };
    case 'promise':
      return {
        kind: 'followup',
        record: idOf(4, index),
        set: { person_id: id, due_on: MORNING, reason: 'promise', promise: text },
      };
    case 'delete':
      return { kind: 'person', record: id, delete: true };
    case 'merge':
      return { kind: 'person', record: id, set: { merged_into: cards[act.with] as string } };
  }
}

const founding = cards.map(
  (record, index): Draft => ({ kind: 'person', record, set: { name: `name ${index}` } }),
);

/** One phone merges while the other goes on offline; then both sync, in either order. */
async function apart(merges: readonly Act[], acts: readonly Act[], firstToSync: 0 | 1) {
  const { phones, later, settle, server } = twoPhones();
  await phones[0].store.write(founding);
  await settle();
  const both = [...merges.map((act) => [0, act] as const), ...acts.map((act) => [1, act] as const)];
  for (const [index, [phone, act]] of both.entries()) {
    later(1_000);
    if (act.do === 'merge')
      await merge(phones[phone].store, cards[act.on] as string, cards[act.with] as string);
    else await phones[phone].store.write([draftOf(act, index)]);
  }
  await phones[firstToSync].sync();
  await settle();
  return { phones, server };
}

test('merging commutes with the changes of another phone, and loses none of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(merging, { minLength: 1, maxLength: 3 }),
      fc.array(meanwhile, { minLength: 1, maxLength: 6 }),
      async (merges, acts) => {
        const one = await apart(merges, acts, 0);
        const other = await apart(merges, acts, 1);
        const seen = await read(one.phones[0].store);
        for (const { phones } of [one, other]) {
          for (const { store } of phones) expect(await read(store)).toEqual(seen);
        }
        const { store } = one.phones[0];
        const held = one.server.everything();
        for (const { kind, id, fields } of held) {
          if (kind === 'note') {
            for (const card of fields.person_ids as string[]) {
              expect((await store.notesOf(card)).map((row) => row.id)).toContain(id);
              const { person_ids } = (await get(store, 'note', id)).fields;
              expect(person_ids).toContain((await get(store, 'person', card)).id);
            }
          }
          if (kind === 'person') {
            // The words of each card are on the person, or on the card beside it.
            const whole = await get(store, 'person', id);
            const said = [whole, ...(whole.also ?? [])].flatMap((card) => [
              card.fields.name,
              card.fields.known_for,
            ]);
            const words = [fields.name, fields.known_for].filter((text) => text !== null);
            expect(said).toEqual(expect.arrayContaining(words));
            expect(whole.fields.emails).toEqual(expect.arrayContaining(fields.emails as string[]));
          }
          if (kind === 'followup' && fields.reason === 'promise') {
            const theirs = await store.linked('followup', 'person_id', fields.person_id as string);
            expect(theirs.map((row) => row.id)).toContain(id);
          }
        }
        // Nobody is due twice on one morning.
        const mornings = (await store.openFollowups()).filter(
          (row) => row.fields.reason === 'next_morning',
        );
        const keys = mornings.map((row) => `${row.fields.person_id} ${row.fields.due_on}`);
        expect(new Set(keys).size).toBe(keys.length);
        await closePhones();
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);

test('whatever is merged and deleted on two phones, both show the same people', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(merging, { minLength: 1, maxLength: 4 }),
      fc.array(fc.oneof(merging, deleting, meanwhile), { minLength: 1, maxLength: 6 }),
      async (merges, acts) => {
        const { phones, server } = await apart(merges, acts, 0);
        const seen = await read(phones[0].store);
        expect(await read(phones[1].store)).toEqual(seen);
        // Every card belongs to a person.
        for (const { kind, id, deleted_at } of server.everything()) {
          if (kind !== 'person' || deleted_at !== null) continue;
          const whole = await get(phones[0].store, 'person', id);
          expect(Object.keys(seen)).toContain(whole.id);
          expect([whole.id, ...(whole.also ?? []).map((card) => card.id)]).toContain(id);
        }
        await closePhones();
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);

test('undoing a merge restores both people, whatever happened in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(meanwhile, { minLength: 1, maxLength: 6 }),
      fc.array(merging, { minLength: 1, maxLength: 4 }),
      async (acts, merges) => {
        const { phones } = twoPhones();
        const { store } = phones[0];
        await store.write(founding);
        for (const [index, act] of acts.entries()) await store.write([draftOf(act, index)]);
        const before = await read(store);
        const undos: Undo[] = [];
        for (const act of merges) {
          if (act.do === 'merge')
            undos.push(await merge(store, cards[act.on] as string, cards[act.with] as string));
        }
        for (const undo of undos.reverse()) await undo();
        expect(await read(store)).toEqual(before);
        await closePhones();
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
