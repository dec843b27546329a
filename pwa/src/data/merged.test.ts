import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { asBefore, asOne, takenApart, togetherAgain } from '../features/doubles/acts';
import type { Draft, Fields, Kind, Row } from '../records/kinds';
import { nextMorningId } from '../records/nextMorning';
import type { Device } from '../sync/rig/device';
import { world } from '../sync/rig/world';
import { EVENING, note, person } from './rig';
import type { Store } from './store';

const EVENT = '00000000-0000-4000-8000-00000000000e';
const MORNING = '2026-11-24';

const open: Device[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** An account on two phones. */
function two() {
  const { server, network, device } = world();
  const phones = [device(), device()] as const;
  open.push(...phones);
  /** Time goes on for everybody. */
  const wait = (ms: number) => {
    server.now += ms;
    for (const phone of phones) phone.clock.now = server.now;
  };
  const settle = async () => {
    for (const phone of [...phones, ...phones]) expect((await phone.sync()).state).toBe('idle');
  };
  return { server, network, phones, wait, settle };
}

type Read = Record<string, unknown>;

/** All that one sees of the people: what is said of them, and what hangs on them. */
async function read(store: Store): Promise<Read> {
  const people = await store.all('person');
  const seen = await Promise.all(
    people.map(async ({ id, fields, also = [] }) => {
      const [notes, followups, kindnesses, introduced] = await Promise.all([
        store.notesOf(id),
        store.linked('followup', 'person_id', id),
        store.linked('kindness', 'person_id', id),
        store.linked('person', 'introduced_by', id),
      ]);
      const ids = (rows: readonly Row[]) => rows.map((row) => row.id).sort();
      return [
        id,
        {
          fields,
          also: ids(also),
          notes: ids(notes),
          followups: ids(followups),
          kindnesses: ids(kindnesses),
          introduced: ids(introduced),
        },
      ];
    }),
  );
  return Object.fromEntries(seen);
}

const get = async <K extends Kind>(store: Store, kind: K, id: string): Promise<Row<K>> =>
  (await store.get(kind, id)) as Row<K>;

async function merge(store: Store, one: string, other: string): Promise<Draft[]> {
  const [a, b] = [await get(store, 'person', one), await get(store, 'person', other)];
  if (a.id === b.id) return [];
  await store.write(asOne(a, b));
  return asBefore(a, b);
}

const about = (...person_ids: string[]) => note('words', { person_ids, event_id: EVENT });

test('two cards are one person: all that hung on either hangs on them', async () => {
  const { phones } = two();
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

test('met on one evening under two cards, they wait for one hello; one answer is enough', async () => {
  const { phones } = two();
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
  // Undo, too, is meant for both.
  await store.write([
    { kind: 'followup', record: waiting?.id ?? '', set: { status: 'open', closed_at: null } },
  ]);
  expect(await store.openFollowups()).toHaveLength(1);
});

test('whom a note names is not met anew because they were merged', async () => {
  const { phones } = two();
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

test('what is taken away from a person does not come back from their other card', async () => {
  const { phones } = two();
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

test('deleted is the person with all their cards, once in the trash, and comes back whole', async () => {
  const { phones } = two();
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

test('two phones merge the same two into each other: they are one person on both', async () => {
  const { phones, wait, settle } = two();
  const [first, second] = phones;
  const [maya, chen] = [person('Maya'), person('Maya Chen')];
  await first.store.write([maya, chen]);
  await settle();
  await first.store.write([
    { kind: 'person', record: maya.record, set: { merged_into: chen.record } },
  ]);
  wait(1_000);
  await second.store.write([
    { kind: 'person', record: chen.record, set: { merged_into: maya.record } },
  ]);
  await settle();
  expect(await read(first.store)).toEqual(await read(second.store));
  const [one, ...more] = await first.store.all('person');
  expect([more, one?.also?.length]).toEqual([[], 1]);
  // And can be taken apart.
  const [card] = one?.also ?? [];
  if (!one || !card) throw new Error('there is another card');
  const together = await read(first.store);
  await first.store.write(takenApart(one, card));
  expect(await first.store.all('person')).toHaveLength(2);
  await first.store.write(togetherAgain(one, card));
  expect(await read(first.store)).toEqual(together);
});

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

/** The same ids in each run of one example, so that runs can be held against each other. */
const idOf = (sort: number, index: number): string =>
  `00000000-0000-4${String(sort).padStart(3, '0')}-8000-${String(index).padStart(12, '0')}`;
const cards = Array.from({ length: PEOPLE }, (_, index) => idOf(1, index));

/** What an act writes; it knows only the ids, as a phone does that has not heard of the merging. */
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

/** One phone merges, the other goes on without a network; then both sync, the one or the other first. */
async function apart(merges: readonly Act[], acts: readonly Act[], firstToSync: 0 | 1) {
  const { phones, wait, settle, server } = two();
  await phones[0].store.write(founding);
  await settle();
  const both = [...merges.map((act) => [0, act] as const), ...acts.map((act) => [1, act] as const)];
  for (const [index, [phone, act]] of both.entries()) {
    wait(1_000);
    if (act.do === 'merge')
      await merge(phones[phone].store, cards[act.on] as string, cards[act.with] as string);
    else await phones[phone].store.write([draftOf(act, index)]);
  }
  await phones[firstToSync].sync();
  await settle();
  return { phones, server };
}

test('merging commutes with what another phone does meanwhile, and loses nothing of it', async () => {
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
            // Each card's words stand on the person or on the card beside it.
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
        // Nobody is said hi to twice on one morning.
        const mornings = (await store.openFollowups()).filter(
          (row) => row.fields.reason === 'next_morning',
        );
        const keys = mornings.map((row) => `${row.fields.person_id} ${row.fields.due_on}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { phones } of [one, other]) {
          for (const phone of phones) await phone.close();
        }
        open.length = 0;
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);

test('whatever is merged and deleted on whichever phone, both show the same people', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(merging, { minLength: 1, maxLength: 4 }),
      fc.array(fc.oneof(merging, deleting, meanwhile), { minLength: 1, maxLength: 6 }),
      async (merges, acts) => {
        const { phones, server } = await apart(merges, acts, 0);
        const seen = await read(phones[0].store);
        expect(await read(phones[1].store)).toEqual(seen);
        // Every card that is there is somebody's.
        for (const { kind, id, deleted_at } of server.everything()) {
          if (kind !== 'person' || deleted_at !== null) continue;
          const whole = await get(phones[0].store, 'person', id);
          expect(Object.keys(seen)).toContain(whole.id);
          expect([whole.id, ...(whole.also ?? []).map((card) => card.id)]).toContain(id);
        }
        for (const phone of phones) await phone.close();
        open.length = 0;
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);

test('undoing restores: what was merged, taken back in whatever state, is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(meanwhile, { minLength: 1, maxLength: 6 }),
      fc.array(merging, { minLength: 1, maxLength: 4 }),
      async (acts, merges) => {
        const { phones } = two();
        const { store } = phones[0];
        await store.write(founding);
        for (const [index, act] of acts.entries()) await store.write([draftOf(act, index)]);
        const before = await read(store);
        const undo: Draft[][] = [];
        for (const act of merges) {
          if (act.do === 'merge')
            undo.push(await merge(store, cards[act.on] as string, cards[act.with] as string));
        }
        for (const drafts of undo.reverse()) await store.write(drafts);
        expect(await read(store)).toEqual(before);
        for (const phone of phones) await phone.close();
        open.length = 0;
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
