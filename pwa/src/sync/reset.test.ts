import { describe, expect, it } from 'vitest';
import { note, person } from '../data/rig';
import { met } from './rig/world';

describe('a pull that starts over after old deletions were removed', () => {
  it('drops records that the server no longer has, and sends the outbox', async () => {
    const { one, other, server, network, first, second, later } = await met();
    later();
    await one.store.write([{ kind: 'note', record: first.record, delete: true }]);
    await one.sync();
    server.forgetDeletions();
    const offline = person('met offline');
    await other.store.write([offline]);
    await other.sync();
    expect(await other.store.get('note', first.record)).toBeUndefined();
    expect(await other.store.get('note', second.record)).toBeDefined();
    expect(server.everything().some(({ id }) => id === offline.record)).toBe(true);
    await one.sync();
    await one.sync();
    expect(await other.store.all('person')).toHaveLength(2);
    expect(network.requests.flatMap(({ changes }) => changes).filter((c) => c.delete)).toHaveLength(
      1,
    );
  });

  it('drops nothing before it ends, even if the phone stops in the middle', async () => {
    const { one, other, server, network, first, second, maya, later } = await met();
    later();
    await one.store.write([{ kind: 'note', record: first.record, delete: true }]);
    await one.sync();
    server.forgetDeletions();
    server.pageSize = 1;
    network.faults = ['none', 'lost_answer'];
    expect(await other.sync()).toEqual({ state: 'offline' });
    expect(await other.store.get('note', first.record)).toBeDefined();
    expect(await other.store.get('note', second.record)).toBeDefined();
    await other.restart();
    await other.sync();
    expect(await other.store.get('note', first.record)).toBeUndefined();
    expect((await other.store.all('note')).map(({ id }) => id)).toEqual([second.record]);
    expect((await other.store.all('person')).map(({ id }) => id)).toEqual([maya.record]);
  });

  it('keeps the text of an edit that is too late: the change is parked', async () => {
    const { one, other, server, first, later } = await met();
    later();
    await one.store.write([{ kind: 'note', record: first.record, delete: true }]);
    await one.sync();
    server.forgetDeletions();
    await other.store.write([
      { kind: 'note', record: first.record, set: { body: 'so much more' } },
    ]);
    await other.sync();
    expect(await other.store.outbox()).toMatchObject([
      { state: 'parked', record: first.record, set: { body: 'so much more' } },
    ]);
  });
});

describe('a pull that starts over after a backup was restored', () => {
  it('sends what the server had acknowledged and lost', async () => {
    const { one, other, server, maya, first, later } = await met();
    const backup = server.backup();
    later();
    const lost = note('acknowledged, then lost');
    await one.store.write([lost]);
    await one.store.write([{ kind: 'person', record: maya.record, set: { known_for: 'sails' } }]);
    await one.store.write([{ kind: 'note', record: first.record, set: { body: 'first, longer' } }]);
    await one.sync();
    server.restore(backup);
    later();
    await other.store.write([note('written after the backup')]);
    await other.sync();
    await one.sync();
    await other.sync();
    await one.sync();
    const bodies = (await other.store.all('note')).map(({ fields }) => fields.body).sort();
    expect(bodies).toEqual([
      'acknowledged, then lost',
      'first, longer',
      'second',
      'written after the backup',
    ]);
    expect((await other.store.get('person', maya.record))?.fields.known_for).toBe('sails');
    expect(await one.held()).toBe(await other.held());
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
  });

  it('sends a lost record before the waiting edits of it', async () => {
    const { one, other, server, later } = await met();
    const backup = server.backup();
    later();
    const lost = note('lost');
    await one.store.write([lost]);
    await one.sync();
    server.restore(backup);
    later();
    await one.store.write([
      { kind: 'note', record: lost.record, set: { body: 'lost, and found' } },
    ]);
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    await other.sync();
    expect((await other.store.get('note', lost.record))?.fields.body).toBe('lost, and found');
  });

  it('from two phones makes one record, and does not restore a deleted one', async () => {
    const { one, other, server, second, later } = await met();
    const backup = server.backup();
    later();
    const lost = note('lost');
    await one.store.write([lost]);
    await one.store.write([{ kind: 'note', record: second.record, delete: true }]);
    await one.sync();
    await other.sync();
    server.restore(backup);
    for (const each of [one, other, one]) await each.sync();
    expect(server.everything().filter(({ id }) => id === lost.record)).toHaveLength(1);
    expect(await one.held()).toBe(await other.held());
  });
});

describe('an emptied phone', () => {
  it('starts as a new device, and deletes nothing', async () => {
    const { device, server, one } = await met();
    const before = server.everything();
    const emptied = device();
    await emptied.sync();
    expect(server.everything()).toEqual(before);
    expect(await emptied.held()).toBe(await one.held());
  });
});
