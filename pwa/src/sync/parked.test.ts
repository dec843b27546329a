import { describe, expect, it } from 'vitest';
import { discard, mend } from '../data/parked';
import { note, person } from '../data/rig';
import { newId } from '../records/uuid';
import { two, world } from './rig/world';

describe('a change that is refused', () => {
  it('alone is parked, and the others are sent', async () => {
    const { device, network, server } = world();
    const one = device();
    const people = Array.from({ length: 20 }, (_, i) => person(`p${i}`));
    await one.store.write(people);
    network.poison.add(people[13]?.record ?? '');
    expect(await one.sync()).toEqual({ state: 'idle' });
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 1 });
    expect(server.everything()).toHaveLength(19);
    const [parked] = await one.store.outbox();
    expect(parked).toMatchObject({ record: people[13]?.record, state: 'parked' });
    expect(parked?.errors).toEqual([{ field: '', detail: 'the server answered 500' }]);
    // It is still shown.
    expect((await one.store.get('person', people[13]?.record ?? ''))?.pending).toBe(true);
  });

  it('is not parked if the server failed meanwhile', async () => {
    const { device, network } = world();
    const one = device();
    await one.store.write([person('a'), person('b')]);
    network.faults = Array.from({ length: 9 }, () => 'broken' as const);
    await one.sync();
    network.faults = ['broken', 'none', 'broken', 'broken'];
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 2, parked: 0 });
    network.faults = [];
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
  });

  it('for its values is parked with the reasons, and sent with later changes after it was corrected', async () => {
    const { device, server } = world();
    const [one, other] = [device(), device()];
    server.refuses = (change) =>
      change.set?.birthday === 'soon' ? [{ field: 'birthday', detail: 'is no date' }] : [];
    const maya = person('Maya', { birthday: 'soon' });
    await one.store.write([maya]);
    await one.store.write([{ kind: 'person', record: maya.record, set: { known_for: 'sails' } }]);
    const jotted = note('hello');
    await one.store.write([jotted]);
    await one.store.write([{ kind: 'note', record: jotted.record, set: { body: 'hello again' } }]);
    await one.sync();
    const parked = await one.store.outbox();
    expect(parked.map(({ state, errors }) => [state, errors])).toEqual([
      ['parked', [{ field: 'birthday', detail: 'is no date' }]],
    ]);
    await one.store.settle(mend(parked[0]?.id ?? '', { birthday: '--03-04' }));
    await one.sync();
    expect(await one.store.outbox()).toEqual([]);
    await other.sync();
    expect((await other.store.get('person', maya.record))?.fields).toMatchObject({
      name: 'Maya',
      birthday: '--03-04',
      known_for: 'sails',
    });
    expect(await one.held()).toBe(await other.held());
  });

  it('as the first of its record parks the later ones, too, and brings them back in order', async () => {
    const { device, server } = world();
    const one = device();
    const jotted = note('too long');
    server.refuses = (change) =>
      change.set?.body === 'too long' ? [{ field: 'body', detail: 'is too long' }] : [];
    await one.store.write([jotted]);
    await one.store.write([
      { kind: 'note', record: jotted.record, set: { person_ids: [newId()] } },
    ]);
    await one.store.write([{ kind: 'note', record: jotted.record, set: { event_id: newId() } }]);
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 3 });
    const [first] = await one.store.outbox();
    await one.store.settle(mend(first?.id ?? '', { body: 'short' }));
    expect(await one.store.counts()).toEqual({ waiting: 3, parked: 0 });
    await one.sync();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(server.everything().find(({ id }) => id === jotted.record)?.fields).toMatchObject({
      body: 'short',
      person_ids: [expect.any(String)],
      event_id: expect.any(String),
    });
  });

  it('as an edit counts as an edit of now after it was corrected', async () => {
    const maya = person('Maya', { known_for: 'sails' });
    const { one, other, server, later } = await two(maya);
    server.refuses = (change) =>
      change.set?.known_for === 'bad' ? [{ field: 'known_for', detail: 'is bad' }] : [];
    await one.store.write([
      { kind: 'person', record: maya.record, set: { known_for: 'bad', role: 'pilot' } },
    ]);
    await one.sync();
    later();
    await other.store.write([
      { kind: 'person', record: maya.record, set: { known_for: 'rows', role: 'cook' } },
    ]);
    await other.sync();
    later();
    const [parked] = await one.store.outbox();
    await one.store.settle(mend(parked?.id ?? '', { known_for: 'paddles' }));
    await one.sync();
    await other.sync();
    expect(await one.held()).toBe(await other.held());
    // The role was typed before the other phone's; the correction was typed after.
    expect((await one.store.get('person', maya.record))?.fields).toMatchObject({
      known_for: 'paddles',
      role: 'cook',
    });
  });

  it('can be discarded: the record is as on the server again, or gone if it was never there', async () => {
    const { device, server } = world();
    const one = device();
    const maya = person('Maya');
    await one.store.write([maya]);
    await one.sync();
    server.refuses = () => [{ field: 'name', detail: 'no' }];
    const nobody = person('Nobody');
    await one.store.write([{ kind: 'person', record: maya.record, set: { name: 'M' } }, nobody]);
    await one.sync();
    expect((await one.store.get('person', maya.record))?.fields.name).toBe('M');
    for (const { id } of await one.store.outbox()) await one.store.settle(discard(id));
    expect((await one.store.get('person', maya.record))?.fields.name).toBe('Maya');
    expect(await one.store.get('person', nobody.record)).toBeUndefined();
    expect(await one.store.counts()).toEqual({ waiting: 0, parked: 0 });
  });
});
