import { expect, it } from 'vitest';
import { note, person } from '../data/rig';
import { BRIEF, inFull } from './brief';
import type { SyncRequest } from './protocol';
import { world } from './rig/world';

it('a change stored as sent is not returned, and the phone has the same record as all others', async () => {
  const { server, device, later } = world();
  const [one, other] = [device(), device()];
  const maya = person('Maya');
  await one.store.write([maya, note('first'), note('second')]);
  later();
  await one.store.write([{ ...maya, set: { known_for: 'water-skis' } }]);
  await one.sync();
  expect(server.leftOut).toBe(3);
  await other.sync();
  expect(server.leftOut).toBe(3);
  expect(await one.held()).toBe(await other.held());
  expect(await one.store.outbox()).toEqual([]);
});

it('a server that knows one more field returns records in full, and so does an older server', async () => {
  const { server, device } = world();
  const [one, other] = [device(), device()];
  server.alsoKnows = { note: { mood: null } };
  await one.store.write([person('Maya'), note('first')]);
  await one.sync();
  expect(server.leftOut).toBe(1);
  server.isOld = true;
  await one.store.write([person('Tom')]);
  await one.sync();
  expect(server.leftOut).toBe(1);
  await other.sync();
  expect(await one.held()).toBe(await other.held());
  expect(await one.held()).toContain('["mood",null]');
});

it('records lost by a restored server are sent again with their original values and times', async () => {
  const { server, device, later } = world();
  const [one, other] = [device(), device()];
  await one.store.write([note('kept')]);
  await one.sync();
  const backup = server.backup();
  later();
  await one.store.write([note('lost'), note('lost, too')]);
  await one.sync();
  expect(server.leftOut).toBe(3);
  const held = () =>
    Object.fromEntries(
      server.everything().map(({ id, fields, edited }) => [id, { fields, edited }]),
    );
  const before = held();
  server.restore(backup);
  later();
  await one.sync();
  await other.sync();
  await one.sync();
  expect(held()).toEqual(before);
  expect(await one.held()).toBe(await other.held());
});

it('an edit from another phone at the same moment replaces the value that was sent', async () => {
  const { server, network, device, later } = world();
  const [one, other] = [device(), device()];
  const first = note('first');
  await one.store.write([first]);
  network.faults = ['lost_answer'];
  await one.sync();
  await other.sync();
  later();
  await other.store.write([{ kind: 'note', record: first.record, set: { body: 'edited' } }]);
  await other.sync();
  later();
  await one.sync();
  expect((await one.store.get('note', first.record))?.fields.body).toBe('edited');
  expect(await one.held()).toBe(await other.held());
  expect(server.leftOut).toBe(1);
});

it('fields not returned are stored as JSON would have carried them', () => {
  const record = 'one';
  const change = { id: 'c', kind: 'note', record, at: 1 };
  const request = {
    changes: [
      {
        ...change,
        set: { body: 'typed', event_id: undefined, captured_at: 't', person_ids: [-0] },
      },
      { ...change, id: 'd', set: { body: 'typed over' } },
      { ...change, id: 'e', record: 'other', set: { body: 'told in full' } },
    ],
  } as unknown as SyncRequest;
  const results = ['c', 'd', 'e'].map((id) => ({
    id,
    status: 'applied' as const,
    ...(id === 'e' ? {} : { rev: 7, edited: { body: 2, captured_at: 1 } }),
  }));
  const response = { results, records: [], cursor: 'x', more: false, reset: false };
  const { records } = inFull(request, response);
  expect(records).toEqual([
    {
      kind: 'note',
      id: record,
      rev: 7,
      fields: { body: 'typed over', captured_at: 't', event_id: null, person_ids: [0] },
      deleted_at: null,
      edited: { body: 2, captured_at: 1 },
    },
  ]);
  expect(BRIEF.note).toBe(5);
});
