import { describe, expect, it } from 'vitest';
import { answered, first } from './responseRig';
import { EVENING, person } from './rig';

describe('a request', () => {
  it('has the account, device, cursor and zone, and of the outbox only the changes', async () => {
    const { store, sync, take } = answered();
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

  it('stays below 4 MiB, but a single change is sent whatever its size', async () => {
    const { store, sync } = answered();
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
