import { describe, expect, it } from 'vitest';
import { asZip } from '../features/exchange/exporting';
import { newId } from '../records/uuid';
import { answered, first, pulled } from './responseRig';
import { EVENING, person } from './rig';

describe('a response', () => {
  it('older than the last one applied overwrites nothing and does not move the cursor back', async () => {
    const { store, sync, take } = answered();
    const maya = newId();
    const [slow, quick] = [await sync.next(10), await sync.next(10)];
    await take(quick, { records: [pulled(maya, 7, 'rows')], cursor: 'c7' });
    const late = await take(slow, { records: [pulled(maya, 3, 'sails')], cursor: 'c3' });
    expect(late.more).toBe(true);
    expect((await store.get('person', maya))?.fields.known_for).toBe('rows');
    expect((await sync.next(10)).cursor).toBe('c7');
  });

  it('older than the last one applied still settles its changes', async () => {
    const { store, sync, take } = answered();
    await store.write([person('Maya')]);
    const [slow, quick] = [await sync.next(10), await sync.next(0)];
    await take(quick, { cursor: 'c7' });
    await take(slow, { results: [{ id: first(slow).id, status: 'applied' }], cursor: 'c3' });
    expect(await store.outbox()).toEqual([]);
    expect(await store.all('person')).toHaveLength(1);
  });

  it('older than the last one applied does not bring back a text that was edited since', async () => {
    const { store, sync, take } = answered();
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

  it('for a change that was parked in the meantime settles it', async () => {
    const { store, sync, take } = answered();
    await store.write([person('Maya')]);
    const request = await sync.next(10);
    await sync.park(first(request).id, [{ field: '', detail: 'failed' }]);
    await take(request, { results: [{ id: first(request).id, status: 'duplicate' }] });
    expect(await store.outbox()).toEqual([]);
  });

  it('for changes that were never sent, or were settled before, changes nothing', async () => {
    const { store, sync, take } = answered();
    const request = await sync.next(10);
    await take(request, { results: [{ id: newId(), status: 'rejected', errors: [] }] });
    expect(await store.outbox()).toEqual([]);
  });

  it('without the record keeps it on the screen until a later page brings it', async () => {
    const { store, sync, take } = answered();
    const maya = person('Maya');
    await store.write([maya]);
    const request = await sync.next(10);
    await take(request, { results: [{ id: first(request).id, status: 'applied' }], more: true });
    expect(await store.get('person', maya.record)).toMatchObject({
      fields: { name: 'Maya', interests: [] },
      pending: false,
    });
  });

  it('with a newer edit replaces the overruled value', async () => {
    const { store, sync, take } = answered();
    const maya = newId();
    await take(await sync.next(0), { records: [pulled(maya, 7, 'rows')], cursor: 'c7' });
    await store.write([{ kind: 'person', record: maya, set: { known_for: 'sails' } }]);
    const request = await sync.next(10);
    expect(first(request).base).toBe(7);
    await take(request, { results: [{ id: first(request).id, status: 'merged' }], cursor: 'c7' });
    expect((await store.get('person', maya))?.fields.known_for).toBe('rows');
  });

  it('with another version of a text shows both, until an edit based on both', async () => {
    const { store, sync, take } = answered();
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

  it('with unknown kinds and fields keeps them unchanged', async () => {
    const { name, store, sync, take } = answered();
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

describe('a field that not all servers know', () => {
  const knows = { person: ['photo'] };
  const photo = { photo: '00000000-0000-4000-8000-000000000001' };

  it('waits without being parked until a response names it, and holds nothing else up', async () => {
    const { store, sync, take } = answered();
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

  it('keeps waiting if an old server refuses it after a new server has named it', async () => {
    const { store, sync, take } = answered();
    await take(await sync.next(0), { knows });
    await store.write([person('Maya', photo)]);
    const request = await sync.next(10);
    const errors = [{ field: 'photo', detail: 'is not a field of a person' }];
    const results = [{ id: first(request).id, status: 'rejected' as const, errors }];
    expect((await take(request, { results, cursor: 'c1' })).more).toBe(false);
    expect(await store.counts()).toEqual({ waiting: 1, parked: 0 });
    expect((await sync.next(10)).changes).toEqual([]);
  });

  it('does not hold up other changes, however many wait before them', async () => {
    const { store, sync } = answered();
    await store.write(Array.from({ length: 12 }, (_, n) => person(`P${n}`, photo)));
    await store.write([person('Tom')]);
    expect((await sync.next(10)).changes.map(({ set }) => set?.name)).toEqual(['Tom']);
  });

  it('is parked if a server that knows it refuses it', async () => {
    const { store, sync, take } = answered();
    await take(await sync.next(0), { knows });
    await store.write([person('Maya', photo)]);
    const request = await sync.next(10);
    const results = [{ id: first(request).id, status: 'rejected' as const, errors: [] }];
    await take(request, { results, cursor: 'c1', knows });
    expect(await store.counts()).toEqual({ waiting: 0, parked: 1 });
  });
});
