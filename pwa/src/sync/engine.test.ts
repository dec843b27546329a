import { describe, expect, it } from 'vitest';
import { EVENING, person } from '../data/rig';
import { newId } from '../records/uuid';
import type { Answer, Outcome } from './engine';
import { Device } from './rig/device';
import { two, world } from './rig/world';

describe('a sync', () => {
  it('pushes the outbox and pulls the changes of others', async () => {
    const { device } = world();
    const [one, other] = [device(), device()];
    const maya = person('Maya Chen');
    await one.store.write([maya]);
    expect(await one.sync()).toEqual({ state: 'idle' });
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    await other.sync();
    expect(await other.store.get('person', maya.record)).toMatchObject({
      fields: { name: 'Maya Chen' },
      rev: 1,
      pending: false,
    });
  });

  it('repeats nothing: a later pull costs one request and no change', async () => {
    const { device, network } = world();
    const one = device();
    await one.store.write([person('Maya')]);
    await one.sync();
    await one.sync();
    expect(network.requests.map((request) => request.changes.length)).toEqual([1, 0]);
  });

  it('keeps a local edit on top of what is pulled', async () => {
    const maya = person('Maya', { known_for: 'sails' });
    const { one, other, later } = await two(maya);
    later();
    await other.store.write([{ kind: 'person', record: maya.record, set: { known_for: 'rows' } }]);
    await one.store.write([{ kind: 'person', record: maya.record, set: { name: 'Maya Chen' } }]);
    await one.sync();
    expect((await other.store.get('person', maya.record))?.fields.known_for).toBe('rows');
    await other.sync();
    await one.sync();
    expect(await one.held()).toBe(await other.held());
    expect((await one.store.get('person', maya.record))?.fields).toMatchObject({
      name: 'Maya Chen',
      known_for: 'rows',
    });
  });

  it('pulls page by page, and stores each page with its cursor', async () => {
    const { device, server } = world();
    const [one, other] = [device(), device()];
    await one.store.write(Array.from({ length: 25 }, (_, i) => person(`p${i}`)));
    await one.sync();
    server.pageSize = 10;
    await other.sync();
    expect(await other.held()).toBe(await one.held());
  });

  it('that stops between two pages continues from there', async () => {
    const { device, server, network } = world();
    const [one, other] = [device(), device()];
    await one.store.write(Array.from({ length: 25 }, (_, i) => person(`p${i}`)));
    await one.sync();
    server.pageSize = 10;
    network.faults = ['none', 'lost_answer'];
    expect(await other.sync()).toEqual({ state: 'offline' });
    await other.restart();
    const before = network.requests.length;
    await other.sync();
    expect(network.requests.length - before).toBe(2);
    expect(await other.held()).toBe(await one.held());
  });

  it('sends at most 1,000 changes in a request', async () => {
    const { device, network } = world();
    const one = device();
    await one.store.write(Array.from({ length: 2100 }, (_, i) => person(`p${i}`)));
    await one.sync();
    expect(network.requests.map((request) => request.changes.length)).toEqual([1000, 1000, 100]);
  });

  it('sends a `now` that is never below an `at`, even after the clock was set back', async () => {
    const { device, network } = world();
    const one = device();
    await one.store.write([person('a')]);
    one.clock.now -= 10 * 86_400_000;
    await one.restart();
    await one.store.write([person('b')]);
    await one.sync();
    const [request] = network.requests;
    const ats = request?.changes.map((change) => change.at) ?? [];
    expect(ats).toEqual([EVENING, EVENING + 1]);
    expect(request?.now).toBe(EVENING + 1);
  });

  it('is repeated after a lost answer, and nothing is stored twice', async () => {
    const { device, network, server } = world();
    const one = device();
    await one.store.write([person('a')]);
    network.faults = ['lost_answer'];
    expect(await one.sync()).toEqual({ state: 'offline' });
    expect(await one.store.counts()).toEqual({ waiting: 1, parked: 0 });
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(server.everything()).toHaveLength(1);
  });
});

describe('an interrupted sync keeps everything', () => {
  it.each<[string, Answer, Outcome]>([
    ['signed_out', { kind: 'signed_out' }, { state: 'signed_out' }],
    ['wrong account', { kind: 'wrong_account' }, { state: 'wrong_account' }],
    ['no network', { kind: 'offline' }, { state: 'offline' }],
    ['a server in trouble', { kind: 'failed', status: 500, errors: [] }, { state: 'error' }],
    ['a busy one', { kind: 'busy', retryAfter: 9 }, { state: 'error', retryAfter: 9 }],
    ['a busy one that does not say for how long', { kind: 'busy' }, { state: 'error' }],
  ])('%s', async (_, answer, outcome) => {
    let asked = 0;
    const one = new Device(
      newId(),
      async () => {
        asked++;
        return answer;
      },
      EVENING,
    );
    await one.store.write([person('a'), person('b')]);
    expect(await one.sync()).toEqual(outcome);
    expect(asked).toBeLessThanOrEqual(2);
    expect(await one.store.counts()).toEqual({ waiting: 2, parked: 0 });
    expect(await one.store.all('person')).toHaveLength(2);
  });

  it('and a server that returns no results is not asked again and again', async () => {
    const empty = { results: [], records: [], cursor: 'c', more: false, reset: false };
    const one = new Device(newId(), async () => ({ kind: 'ok', response: empty }), EVENING);
    await one.store.write([person('a')]);
    expect(await one.sync()).toEqual({ state: 'error' });
    expect(await one.store.counts()).toEqual({ waiting: 1, parked: 0 });
  });
});

describe('on a slow connection', () => {
  it('a sync sends smaller and smaller batches, and larger ones again when they arrive', async () => {
    const { device, network } = world();
    const one = device();
    await one.store.write(Array.from({ length: 8 }, (_, i) => person(`p${i}`)));
    const sizes = () => network.requests.map((request) => request.changes.length);
    network.faults = ['time_out', 'time_out'];
    await one.sync();
    await one.sync();
    await one.sync();
    expect(sizes()).toEqual([8, 4, 2, 4, 2]);
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
  });
});
