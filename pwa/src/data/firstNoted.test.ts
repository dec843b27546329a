import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../records/uuid';
import type { SyncRequest, SyncResponse } from '../sync/protocol';
import { applyResponse } from './applyResponse';
import { firstNoted } from './firstNoted';
import { firstOf } from './firstNotedRig';
import { discard } from './parked';
import { EVENING, note, phone } from './rig';
import { syncStore } from './syncStore';

const PEOPLE = [newId(), newId(), newId()];
const at = (minute: number): string => new Date(EVENING + minute * 60_000).toISOString();

/** A phone, a server's answers to it, and the expected result, worked out from all notes. */
function rig() {
  const own = phone();
  const sync = syncStore({
    account: own.store.account ?? '',
    connection: own.connection,
    announce: () => undefined,
    now: () => EVENING,
    timezone: () => 'UTC',
  });
  let turn = 0;
  const take = async (answer: (request: SyncRequest) => Partial<SyncResponse>) => {
    const request = await sync.next(100);
    const none = { results: [], records: [], more: false, reset: false };
    const response = { ...none, cursor: `c${++turn}`, ...answer(request) };
    await own.connection.run((database) =>
      applyResponse(database, request, response, () => EVENING),
    );
  };
  const ask = () => firstNoted(own.connection, (id) => id);
  const check = async () => {
    const expected = firstOf(await own.store.all('note'));
    const { first } = await ask();
    const told = [...first].map(([id, text]) => [id, text.slice(0, text.lastIndexOf(' '))]);
    expect(new Map(told as [string, string][])).toEqual(expected);
  };
  return { ...own, take, ask, check };
}

type Rig = ReturnType<typeof rig>;

/** Changes of notes: `one` chooses an existing note, `who` and `when` what is set. */
const HAPPENINGS: Record<string, (rig: Rig, one: number, who: string[], when: number) => unknown> =
  {
    jot: ({ store }, _one, who, when) =>
      store.write([note('sails', { person_ids: who, captured_at: at(when) })]),
    sort: async ({ store }, one, who) => {
      const row = (await store.all('note'))[one];
      if (row) await store.write([{ kind: 'note', record: row.id, set: { person_ids: who } }]);
    },
    drop: async ({ store }, one) => {
      const row = (await store.all('note'))[one];
      if (row) await store.write([{ kind: 'note', record: row.id, delete: true }]);
    },
    send: ({ take }) =>
      take(({ changes }) => ({ results: changes.map(({ id }) => ({ id, status: 'applied' })) })),
    refuse: ({ take }) =>
      take(({ changes }) => ({ results: changes.map(({ id }) => ({ id, status: 'rejected' })) })),
    discard: async ({ store }) => {
      const parked = (await store.outbox()).find(({ state }) => state === 'parked');
      if (parked) await store.settle(discard(parked.id));
    },
    pull: async ({ store, take }, one, who, when) => {
      const row = (await store.all('note'))[one];
      const fields = { person_ids: who, captured_at: at(when), captured_timezone: 'UTC' };
      const pulled = { kind: 'note', id: row?.id ?? newId(), rev: 1000 + when, deleted_at: null };
      await take(() => ({ records: [{ ...pulled, fields: { body: 'rows', ...fields } }] }));
    },
    startOver: ({ take }) => take(() => ({ reset: true })),
    keep: async ({ ask }) => (await ask()).keep?.(),
  };

const happening = fc.record({
  what: fc.constantFrom(...Object.keys(HAPPENINGS)),
  one: fc.nat(3),
  who: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1 }),
  when: fc.nat(5),
});

it('the first mention of each person is right after any sequence of changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
      const own = rig();
      for (const { what, one, who, when } of happenings) {
        await HAPPENINGS[what]?.(own, one, who, when);
        await own.check();
      }
    }),
    { numRuns: 40 },
  );
});

it('a note that has not changed is not read again', async () => {
  const { store, connection, ask } = rig();
  await store.write([note('sails', { person_ids: [PEOPLE[0] as string] })]);
  await (await ask()).keep?.();
  // As if the server had accepted it, and the result had been stored after that.
  await connection.run(async (database) => {
    await database.clear('outbox');
    await database.clear('records');
  });
  const { first, keep } = await ask();
  expect([...first.keys()]).toEqual([PEOPLE[0]]);
  expect(keep).toBeUndefined();
});

it('one of two tabs stores it, and changes made meanwhile are included', async () => {
  const { ask, take, check } = rig();
  const [one, other] = [await ask(), await ask()];
  await one.keep?.();
  const fields = { body: 'rows', person_ids: PEOPLE, captured_at: at(1), captured_timezone: 'UTC' };
  const record = { kind: 'note', id: newId(), rev: 1, deleted_at: null, fields };
  await take(() => ({ records: [record] }));
  await other.keep?.();
  await check();
});

it('nothing is kept about a forgotten person', async () => {
  const { connection, store, ask, take } = rig();
  const written = note('sails', { person_ids: PEOPLE });
  await store.write([written]);
  await (await ask()).keep?.();
  const stone = { kind: 'note', id: written.record, rev: 9, fields: {}, deleted_at: at(1) };
  await take(() => ({ records: [{ ...stone, forgotten: true }] }));
  const meta = await connection.run((database) => database.getAll('meta'));
  const kept = meta.flatMap((value) => [
    ...((value as { first?: Map<string, string> }).first ?? []),
  ]);
  expect(kept).toEqual([]);
  expect((await ask()).first.size).toBe(0);
});
