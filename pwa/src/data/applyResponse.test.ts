import { describe, expect, it } from 'vitest';
import { asZip } from '../features/exchange/exporting';
import { newId } from '../records/uuid';
import type { Change, PulledRecord, SyncRequest, SyncResponse } from '../sync/protocol';
import { applyResponse } from './applyResponse';
import { EVENING, person, phone } from './rig';
import { syncStore } from './syncStore';

const response = (more: Partial<SyncResponse>): SyncResponse => ({
  results: [],
  records: [],
  cursor: 'c1',
  more: false,
  reset: false,
  ...more,
});

const pulled = (id: string, rev: number, known_for: string): PulledRecord => ({
  kind: 'person',
  id,
  rev,
  fields: { name: 'Maya', known_for },
  deleted_at: null,
});

function rig() {
  const own = phone();
  const store = syncStore({
    account: own.store.account ?? '',
    connection: own.connection,
    announce: () => undefined,
    now: () => EVENING,
    timezone: () => 'UTC',
  });
  const take = (request: SyncRequest, more: Partial<SyncResponse>) =>
    own.connection.run((database) =>
      applyResponse(database, request, response(more), () => EVENING),
    );
  return { ...own, sync: store, take };
}

const first = (request: SyncRequest): Change => request.changes[0] as Change;

describe('an answer', () => {
  it('that comes after a newer one takes nothing back and does not turn the cursor back', async () => {
    const { store, sync, take } = rig();
    const maya = newId();
    const [slow, quick] = [await sync.next(10), await sync.next(10)];
    await take(quick, { records: [pulled(maya, 7, 'rows')], cursor: 'c7' });
    const late = await take(slow, { records: [pulled(maya, 3, 'sails')], cursor: 'c3' });
    expect(late.more).toBe(true);
    expect((await store.get('person', maya))?.fields.known_for).toBe('rows');
    expect((await sync.next(10)).cursor).toBe('c7');
  });

  it('says what became of changes also when its records come too late', async () => {
    const { store, sync, take } = rig();
    await store.write([person('Maya')]);
    const [slow, quick] = [await sync.next(10), await sync.next(0)];
    await take(quick, { cursor: 'c7' });
    await take(slow, { results: [{ id: first(slow).id, status: 'applied' }], cursor: 'c3' });
    expect(await store.outbox()).toEqual([]);
    expect(await store.all('person')).toHaveLength(1);
  });

  it('that comes after a newer one does not bring back a text that was edited since', async () => {
    const { store, sync, take } = rig();
    const maya = newId();
    await take(await sync.next(0), { records: [pulled(maya, 3, 'rows')], cursor: 'c3' });
    const quick = await sync.next(0);
    await store.write([{ kind: 'person', record: maya, set: { known_for: 'sails' } }]);
    const slow = await sync.next(10);
    // Before it answered `quick`, the server accepted "sails" as revision 4 and, from another phone, "surfs"
    // as 5.
    await take(quick, { records: [pulled(maya, 5, 'surfs')], cursor: 'c5' });
    await take(slow, { results: [{ id: first(slow).id, status: 'applied' }], cursor: 'c4' });
    expect(await store.outbox()).toEqual([]);
    expect((await store.get('person', maya))?.fields.known_for).toBe('surfs');
  });

  it('for a change that was given up in the meantime counts: the server has it', async () => {
    const { store, sync, take } = rig();
    await store.write([person('Maya')]);
    const request = await sync.next(10);
    await sync.park(first(request).id, [{ field: '', detail: 'failed' }]);
    await take(request, { results: [{ id: first(request).id, status: 'duplicate' }] });
    expect(await store.outbox()).toEqual([]);
  });

  it('for changes that nobody sent, or that are long settled, changes nothing', async () => {
    const { store, sync, take } = rig();
    const request = await sync.next(10);
    await take(request, { results: [{ id: newId(), status: 'rejected', errors: [] }] });
    expect(await store.outbox()).toEqual([]);
  });

  it('keeps the record on the screen when the page that brings it is a later one', async () => {
    const { store, sync, take } = rig();
    const maya = person('Maya');
    await store.write([maya]);
    const request = await sync.next(10);
    await take(request, { results: [{ id: first(request).id, status: 'applied' }], more: true });
    expect(await store.get('person', maya.record)).toMatchObject({
      fields: { name: 'Maya', interests: [] },
      pending: false,
    });
  });

  it('says what a newer edit overruled: nothing of the overruled one stays', async () => {
    const { store, sync, take } = rig();
    const maya = newId();
    await take(await sync.next(0), { records: [pulled(maya, 7, 'rows')], cursor: 'c7' });
    await store.write([{ kind: 'person', record: maya, set: { known_for: 'sails' } }]);
    const request = await sync.next(10);
    expect(first(request).base).toBe(7);
    await take(request, { results: [{ id: first(request).id, status: 'merged' }], cursor: 'c7' });
    expect((await store.get('person', maya))?.fields.known_for).toBe('rows');
  });

  it('with another version of a text shows both, until an edit that has seen it', async () => {
    const { store, sync, take } = rig();
    const maya = newId();
    const conflict = {
      field: 'known_for',
      value: 'sails',
      at: EVENING,
      device: newId(),
      change: newId(),
      rev: 6,
    };
    const record = { ...pulled(maya, 7, 'rows'), conflicts: [conflict] };
    await take(await sync.next(0), { records: [record], cursor: 'c7' });
    expect((await store.get('person', maya))?.conflicts).toEqual([conflict]);
    const edit = { kind: 'person' as const, record: maya };
    await store.write([{ ...edit, set: { known_for: 'began before it' }, base: 5 }]);
    expect((await store.get('person', maya))?.conflicts).toEqual([conflict]);
    await store.write([{ ...edit, set: { role: 'cook' } }]);
    expect((await store.get('person', maya))?.conflicts).toEqual([conflict]);
    await store.write([{ ...edit, set: { known_for: 'rows and sails' } }]);
    expect((await store.get('person', maya))?.conflicts).toEqual([]);
  });

  it('may bring kinds and fields of next year: they are kept as they are', async () => {
    const { name, store, sync, take } = rig();
    const dream = { kind: 'dream', id: newId(), rev: 3, fields: { of: 'sails' }, deleted_at: null };
    const maya = pulled(newId(), 4, 'rows');
    await take(await sync.next(0), {
      records: [dream, { ...maya, fields: { ...maya.fields, shoe_size: 41 } }],
    });
    await store.write([{ kind: 'person', record: maya.id, set: { name: 'M' } }]);
    expect((await store.get('person', maya.id))?.fields).toMatchObject({
      name: 'M',
      shoe_size: 41,
    });
    // They are exported with everything else.
    expect((await asZip(name, {})).count).toBe(2);
  });
});

describe('a restored server', () => {
  const other = (value: string, at: number) => ({
    field: 'body',
    value,
    at,
    device: newId(),
    change: newId(),
    rev: 6,
  });
  const note = (id: string, rev: number, body: string, more: Partial<PulledRecord> = {}) => ({
    kind: 'note',
    id,
    rev,
    fields: { body },
    deleted_at: null,
    ...more,
  });
  const reset = { reset: true, reset_reason: 'restored', restored_rev: 5 };

  it('is told of another version of a text again, which does not take the place of the text', async () => {
    const { store, sync, take } = rig();
    const id = newId();
    const held = note(id, 9, 'to Lisbon', { edited: 300, conflicts: [other('to Porto', 200)] });
    await take(await sync.next(0), { records: [held], cursor: 'c9' });
    const old = note(id, 5, 'moving', { edited: 100 });
    await take(await sync.next(0), { ...reset, records: [old], cursor: 'd5' });
    expect((await store.get('note', id))?.fields.body).toBe('to Lisbon');
    const { changes } = await sync.next(10);
    expect(changes.map(({ set, edited, base }) => [set, edited, base])).toEqual([
      [{ body: 'to Lisbon' }, 300, undefined],
      [{ body: 'to Porto' }, 200, 0],
    ]);
    const both = note(id, 7, 'to Lisbon', { edited: 300, conflicts: [other('to Porto', 200)] });
    await take(await sync.next(10), {
      results: changes.map((change) => ({ id: change.id, status: 'applied' as const })),
      records: [both],
      cursor: 'd7',
    });
    expect((await sync.next(10)).changes).toEqual([]);
  });

  it('is told that somebody has chosen between the versions that it offers', async () => {
    const { sync, take } = rig();
    const id = newId();
    const chosen = note(id, 9, 'both', { edited: 300 });
    await take(await sync.next(0), { records: [chosen], cursor: 'c9' });
    const old = note(id, 5, 'to Lisbon', { edited: 200, conflicts: [other('to Porto', 100)] });
    await take(await sync.next(0), { ...reset, records: [old], cursor: 'd5' });
    expect((await sync.next(10)).changes).toMatchObject([
      { set: { body: 'both' }, edited: 300, base: 5 },
    ]);
  });

  it('is not believed to know the revisions that it has lost', async () => {
    const { store, sync, take } = rig();
    const id = newId();
    await take(await sync.next(0), { records: [note(id, 9, 'moving')], cursor: 'c9' });
    await store.write([{ kind: 'note', record: id, set: { body: 'to Lisbon' } }]);
    expect(first(await sync.next(10)).base).toBe(9);
    await take(await sync.next(0), { ...reset, records: [note(id, 5, 'moving')], cursor: 'd5' });
    expect(first(await sync.next(10)).base).toBe(5);
  });

  it('gets by the rule of last year what an app of last year had pulled', async () => {
    const { sync, take } = rig();
    const [changed, unchanged, gone] = [newId(), newId(), newId()];
    await take(await sync.next(0), {
      records: [note(unchanged, 4, 'a'), note(gone, 8, 'b'), note(changed, 9, 'c, longer')],
      cursor: 'c9',
    });
    await take(await sync.next(0), {
      ...reset,
      records: [note(unchanged, 4, 'a'), note(changed, 5, 'c')],
      cursor: 'd5',
    });
    const { changes } = await sync.next(10);
    expect(changes).toMatchObject([
      { record: changed, set: { body: 'c, longer' }, base: 5 },
      { record: gone, set: { body: 'b' }, if_absent: true },
    ]);
  });
});

describe('a request', () => {
  it('holds the account, this device, the cursor and the zone, and nothing of the outbox but changes', async () => {
    const { store, sync, take } = rig();
    await store.write([person('Maya')]);
    const request = await sync.next(10);
    expect(request).toMatchObject({
      account: store.account,
      now: EVENING,
      timezone: 'UTC',
      cursor: null,
    });
    expect(Object.keys(first(request)).sort()).toEqual(['at', 'id', 'kind', 'record', 'set']);
    await take(request, { cursor: 'c9' });
    const next = await sync.next(10);
    expect([next.device, next.cursor]).toEqual([request.device, 'c9']);
  });

  it('stays below 4 MiB, but sends a single change whatever its size', async () => {
    const { store, sync } = rig();
    const long = 'ü'.repeat(1_100_000);
    await store.write([person('a', { birthday: long }), person('b', { birthday: long })]);
    await store.write([person('c', { birthday: 'x'.repeat(5_000_000) })]);
    const request = await sync.next(1000);
    expect(request.changes).toHaveLength(1);
    await sync.park(first(request).id, []);
    const next = await sync.next(1000);
    await sync.park(first(next).id, []);
    expect((await sync.next(1000)).changes).toHaveLength(1);
  });
});

describe('a field that not all servers know yet', () => {
  const knows = { person: ['photo'] };
  const photo = { photo: '00000000-0000-4000-8000-000000000001' };

  it('waits, unparked, until an answer has named it, and keeps nothing else back', async () => {
    const { store, sync, take } = rig();
    await store.write([person('Maya', photo), person('Tom')]);
    const old = await sync.next(10);
    expect(old.changes.map(({ set }) => set?.name)).toEqual(['Tom']);
    const results = [{ id: first(old).id, status: 'applied' as const }];
    expect((await take(old, { results, cursor: 'c2' })).more).toBe(false);
    expect(await store.counts()).toEqual({ waiting: 1, parked: 0 });

    expect(await take(await sync.next(10), { cursor: 'c2', knows })).toMatchObject({
      more: true,
      moved: true,
    });
    expect((await sync.next(10)).changes.map(({ set }) => set?.name)).toEqual(['Maya']);
  });

  it('waits on where an old server refused it after a new one had named it', async () => {
    const { store, sync, take } = rig();
    await take(await sync.next(0), { knows });
    await store.write([person('Maya', photo)]);
    const request = await sync.next(10);
    const errors = [{ field: 'photo', detail: 'is not a field of a person' }];
    const results = [{ id: first(request).id, status: 'rejected' as const, errors }];
    expect((await take(request, { results, cursor: 'c1' })).more).toBe(false);
    expect(await store.counts()).toEqual({ waiting: 1, parked: 0 });
    expect((await sync.next(10)).changes).toEqual([]);
  });

  it('does not keep back what stands behind many of it', async () => {
    const { store, sync } = rig();
    await store.write(Array.from({ length: 12 }, (_, n) => person(`P${n}`, photo)));
    await store.write([person('Tom')]);
    expect((await sync.next(10)).changes.map(({ set }) => set?.name)).toEqual(['Tom']);
  });

  it('that a server knows and refuses is parked', async () => {
    const { store, sync, take } = rig();
    await take(await sync.next(0), { knows });
    await store.write([person('Maya', photo)]);
    const request = await sync.next(10);
    const results = [{ id: first(request).id, status: 'rejected' as const, errors: [] }];
    await take(request, { results, cursor: 'c1', knows });
    expect(await store.counts()).toEqual({ waiting: 0, parked: 1 });
  });
});

describe('a record that was forgotten for good', () => {
  const stone = (id: string, rev: number): PulledRecord => ({
    kind: 'person',
    id,
    rev,
    fields: { name: null, known_for: null, interests: [], emails: [], phones: [], links: [] },
    deleted_at: '1970-01-01T00:00:00.000Z',
    forgotten: true,
  });
  const everything = async ({ connection }: ReturnType<typeof rig>) =>
    JSON.stringify(
      await connection.run((database) =>
        Promise.all(
          (['records', 'outbox', 'meta', 'drafts'] as const).map((name) => database.getAll(name)),
        ),
      ),
    );

  it('leaves nothing here: not what waits, nor what was being typed about them', async () => {
    const own = rig();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [pulled(maya, 7, 'Zqx rows')] });
    await own.store.write([{ kind: 'person', record: maya, set: { role: 'Zqx' } }]);
    await own.store.saveDraft(`person/${maya}`, 'Zqx, half typed');
    await own.store.saveDraft('jot', 'somebody else');
    expect(await everything(own)).toContain('Zqx');
    await own.take(await own.sync.next(0), { records: [stone(maya, 9)], cursor: 'c9' });
    expect(await everything(own)).not.toContain('Zqx');
    expect(await own.store.draft('jot')).toBe('somebody else');
    expect(await own.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(await own.store.all('person')).toEqual([]);
    expect(await own.store.trash()).toEqual([]);
    expect((await asZip(own.name, {})).count).toBe(0);
  });

  it('is not offered to be mended when an edit of it comes too late', async () => {
    const own = rig();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [pulled(maya, 7, 'rows')] });
    await own.store.write([{ kind: 'person', record: maya, set: { role: 'Zqx' } }]);
    const request = await own.sync.next(10);
    const errors = [{ field: 'record', detail: 'forgotten' }];
    await own.take(request, {
      results: [{ id: first(request).id, status: 'rejected', errors }],
      records: [stone(maya, 9)],
      cursor: 'c9',
    });
    expect(await own.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(await everything(own)).not.toContain('Zqx');
  });

  it('is not sent again to a server that came back from a backup', async () => {
    const own = rig();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [stone(maya, 9)], cursor: 'c9' });
    const reset = { reset: true, reset_reason: 'restored', restored_rev: 3 };
    await own.take(await own.sync.next(10), { ...reset, cursor: 'c3' });
    expect((await own.sync.next(10)).changes).toEqual([]);
  });
});
