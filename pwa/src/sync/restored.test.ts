import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { note, person } from '../data/rig';
import { newId } from '../records/uuid';
import type { Device } from './rig/device';
import { met, world } from './rig/world';

describe('what a restored server has lost', () => {
  it('is sent even if another phone was faster and the revision numbers are higher by now', async () => {
    const { one, other, server, maya, first, later } = await met();
    const backup = server.backup();
    later();
    await one.store.write([{ kind: 'note', record: first.record, set: { body: 'first, longer' } }]);
    await one.sync();
    server.restore(backup);
    later();
    await other.store.write([note('new'), note('newer'), note('newest')]);
    await other.store.write([
      { kind: 'note', record: first.record, set: { event_id: maya.record } },
    ]);
    await other.sync();
    for (const each of [one, other]) await each.sync();
    expect((await other.store.get('note', first.record))?.fields).toMatchObject({
      body: 'first, longer',
      event_id: maya.record,
    });
    expect(await one.held()).toBe(await other.held());
  });

  it.each(['the older first', 'the newer first'])(
    'keeps its time, and a later edit wins, %s',
    async (order) => {
      const { one, other, server, maya, later } = await met();
      const backup = server.backup();
      const edit = { kind: 'person' as const, record: maya.record };
      later();
      await one.store.write([{ ...edit, set: { known_for: 'sails' } }]);
      later();
      await other.store.write([{ ...edit, set: { known_for: 'rows', role: 'cook' } }]);
      later();
      await one.sync();
      server.restore(backup);
      later();
      for (const each of order === 'the older first' ? [one, other, one] : [other, one, other]) {
        await each.sync();
      }
      expect((await one.store.get('person', maya.record))?.fields).toMatchObject({
        known_for: 'rows',
        role: 'cook',
      });
      expect(server.history().map(({ value }) => value)).toContain('sails');
      expect(await one.held()).toBe(await other.held());
    },
  );

  it('includes deletions: the record stays deleted, with its text in the trash', async () => {
    const { one, other, server, second, later } = await met();
    const backup = server.backup();
    later();
    const short = note('here and gone');
    await one.store.write([short]);
    await one.store.write([{ kind: 'note', record: second.record, delete: true }]);
    await one.sync();
    later();
    await one.store.write([{ kind: 'note', record: short.record, delete: true }]);
    await one.sync();
    const before = await one.held();
    server.restore(backup);
    later();
    await other.sync();
    expect((await other.store.get('note', second.record))?.deleted_at).toBeNull();
    for (const each of [one, other, one]) await each.sync();
    expect(await one.held()).toBe(await other.held());
    const trash = await other.store.trash();
    expect(trash.map(({ id }) => id).sort()).toEqual([short.record, second.record].sort());
    expect(trash.map(({ deleted_at }) => deleted_at).sort()).toEqual(
      JSON.parse(before)
        .map((row: unknown[]) => row[4])
        .filter(Boolean)
        .sort(),
    );
  });

  it('includes a second deletion, with the time on which both phones agree', async () => {
    const { one, other, server, first, later } = await met();
    const gone = { kind: 'note' as const, record: first.record, delete: true as const };
    later();
    await one.store.write([gone]);
    await one.sync();
    const backup = server.backup();
    later();
    await other.store.write([gone]);
    for (const each of [other, one]) await each.sync();
    const before = server.everything();
    server.restore(backup);
    for (const each of [one, other]) await each.sync();
    const deletions = (records: typeof before) => records.map(({ deleted_at }) => deleted_at);
    expect(deletions(server.everything())).toEqual(deletions(before));
    expect(await one.held()).toBe(await other.held());
  });

  it('includes changes that were acknowledged and not pulled yet', async () => {
    const { one, other, server, network, first, later } = await met();
    const backup = server.backup();
    later();
    server.pageSize = 1;
    const lost = note('lost');
    await other.store.write([note('a page of its own')]);
    await other.sync();
    await one.store.write([
      lost,
      { kind: 'note', record: lost.record, set: { body: 'lost, edited' } },
      { kind: 'note', record: first.record, set: { body: 'first, longer' } },
    ]);
    network.faults = ['none', 'lost_request'];
    expect(await one.sync()).toEqual({ state: 'offline' });
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    await one.restart();
    server.restore(backup);
    later();
    for (const each of [one, other, one]) await each.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect((await other.store.get('note', lost.record))?.fields.body).toBe('lost, edited');
    expect((await other.store.get('note', first.record))?.fields.body).toBe('first, longer');
    expect(await one.held()).toBe(await other.held());
  });

  it('excludes what the backup has', async () => {
    const { one, server, network, later } = await met();
    server.restore(server.backup());
    later();
    network.requests.length = 0;
    await one.sync();
    expect(network.requests.flatMap(({ changes }) => changes)).toEqual([]);
  });
});

describe('a person forgotten after the backup was made', () => {
  it('is shown nowhere, and is forgotten on the server again', async () => {
    const { one, other, server, network, maya, first, later } = await met();
    const backup = server.backup();
    later();
    const zoe = person('Zoe');
    await one.store.write([zoe]);
    await one.sync();
    for (const each of [maya, first, zoe]) server.forget(each.record);
    await one.sync();
    await one.restart();
    server.restore(backup);
    later();
    expect(server.everything().some(({ forgotten }) => forgotten)).toBe(false);
    // If the app is ended in the middle, it continues there.
    network.faults = ['none', 'lost_request'];
    expect(await one.sync()).toEqual({ state: 'offline' });
    expect(await one.store.all('person')).toEqual([]);
    expect((await one.store.all('note')).map(({ id }) => id)).not.toContain(first.record);
    await one.restart();
    expect(await one.sync()).toEqual({ state: 'idle' });
    const stones = server.everything().filter(({ forgotten }) => forgotten);
    expect(new Set(stones.map(({ id }) => id))).toEqual(new Set([maya.record, first.record]));
    // A phone that was away has them all, and Zoe is in no backup: it sends them too.
    await other.sync();
    expect(await other.store.all('person')).toEqual([]);
    expect(await one.held()).toBe(await other.held());
  });

  it('is not restored by a phone that has not heard of it', async () => {
    const { one, other, server, later } = await met();
    const backup = server.backup();
    later();
    const zoe = note('Zoe sails');
    await one.store.write([zoe]);
    for (const each of [one, other]) await each.sync();
    server.forget(zoe.record);
    await one.sync();
    server.restore(backup);
    later();
    for (const each of [one, other, one, other]) await each.sync();
    for (const { store } of [one, other]) {
      expect((await store.all('note')).map(({ id }) => id)).not.toContain(zoe.record);
    }
    expect(JSON.stringify(server.everything())).not.toContain('Zoe');
  });
});

const something = fc.record({
  phone: fc.nat(2),
  which: fc.nat(5),
  what: fc.constantFrom('new', 'body', 'event', 'delete', 'sync', 'old server', 'new server'),
});
/** When the server started to know a field that no phone knows: then its answers are not brief. */
const upgraded = fc.constantFrom('never', 'before all', 'after the backup');

it('a restored server gets everything back, in whatever order the phones sync', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(something, { maxLength: 8 }),
      fc.array(something, { minLength: 3, maxLength: 12 }),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      upgraded,
      async (kept, lost, order, when) => {
        const { server, device, later } = world();
        const phones = [device(), device(), device()];
        const made: string[] = [];
        const live = async (steps: typeof kept): Promise<void> => {
          for (const [index, { phone, which, what }] of steps.entries()) {
            later();
            const one = phones[phone] as Device;
            const record = made[which % Math.max(1, made.length)];
            if (what === 'sync') await one.sync();
            else if (what.endsWith('server')) server.isOld = what === 'old server';
            else if (what === 'new') {
              const draft = note(`text ${made.length}`);
              made.push(draft.record);
              await one.store.write([draft]);
            } else if (record && (await one.store.get('note', record))) {
              const set = what === 'body' ? { body: `edit ${index}` } : { event_id: newId() };
              await one.store.write([
                { kind: 'note', record, ...(what === 'delete' ? { delete: true } : { set }) },
              ]);
            }
          }
        };
        const settle = async (): Promise<void> => {
          for (const phone of [...phones, ...phones]) await phone.sync();
        };
        const content = (): string =>
          JSON.stringify(
            server
              .everything()
              .map(({ rev: _, edited, fields, ...rest }) => [
                ...Object.values(rest),
                ...[fields, edited ?? {}].map((each) => Object.entries(each).sort()),
              ])
              .sort(),
          );
        const upgrade = (): void => {
          server.alsoKnows = { note: { mood: null } };
        };
        if (when === 'before all') upgrade();
        await live(kept);
        await settle();
        const backup = server.backup();
        if (when === 'after the backup') upgrade();
        await live(lost);
        await settle();
        const before = content();
        server.restore(backup);
        for (const index of [...order, ...order]) await phones[index]?.sync();
        expect(content()).toBe(before);
        const held = await Promise.all(phones.map((phone) => phone.held()));
        expect(new Set(held).size).toBe(1);
        await Promise.all(phones.map((phone) => phone.close()));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
