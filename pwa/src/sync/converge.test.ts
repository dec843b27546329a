import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { mend } from '../data/parked';
import type { Draft } from '../records/kinds';
import { newId } from '../records/uuid';
import type { Device } from './rig/device';
import { FAULTS } from './rig/network';
import { world } from './rig/world';

type Step =
  | { do: 'note' | 'edit' | 'delete' | 'revive' | 'person'; device: number; which: number }
  | { do: 'sync'; device: number; faults: (typeof FAULTS)[number][] }
  | { do: 'race'; which: number }
  | { do: 'restart'; device: number }
  | { do: 'wait'; ms: number }
  | { do: 'clock'; device: number; ms: number }
  | { do: 'refuse' | 'poison' | 'heal'; which: number }
  | { do: 'upgrade'; kind: 'note' | 'person' }
  | { do: 'old server' | 'new server' };

const PHONES = 3;
const DAY = 86_400_000;
const device = fc.nat(PHONES - 1);
const which = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('note', 'edit', 'delete', 'revive', 'person'),
      device,
      which,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sync'),
      device,
      faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('race'), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart'), device }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat(3 * DAY) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock'),
      device,
      ms: fc.integer({ min: -5 * DAY, max: 5 * DAY }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('refuse', 'poison', 'heal'), which }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ do: fc.constant('upgrade'), kind: fc.constantFrom('note', 'person') }),
      fc.record({ do: fc.constantFrom('old server', 'new server') }),
    ),
  },
);

const open: Device[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** One account, three phones, one network; and every text that was ever typed. */
class World {
  readonly #world = world();
  readonly server = this.#world.server;
  readonly network = this.#world.network;
  readonly phones = Array.from({ length: PHONES }, this.#world.device);
  readonly records: { kind: 'note' | 'person'; record: string }[] = [];
  readonly typed: string[] = [];
  readonly event = newId();
  #refused = new Set<string>();

  constructor() {
    this.server.pageSize = 3;
    this.server.refuses = (change) =>
      this.#refused.has(change.record) ? [{ field: 'body', detail: 'is refused' }] : [];
    open.push(...this.phones);
  }

  #text(): string {
    const text = `text ${this.typed.length}`;
    this.typed.push(text);
    return text;
  }

  #draft(phone: Device, step: Extract<Step, { which: number }>): Draft | undefined {
    const target = this.records[step.which % Math.max(1, this.records.length)];
    if (step.do === 'note') {
      const record = newId();
      const people = this.records.filter(({ kind }) => kind === 'person').map((p) => p.record);
      this.records.push({ kind: 'note', record });
      return {
        kind: 'note',
        record,
        set: {
          body: this.#text(),
          event_id: step.which % 2 ? this.event : null,
          person_ids: people.slice(0, step.which % 3),
          captured_at: new Date(phone.clock.now).toISOString(),
          captured_timezone: 'Europe/Berlin',
        },
      };
    }
    if (step.do === 'person') {
      const record = newId();
      this.records.push({ kind: 'person', record });
      return { kind: 'person', record, set: { name: this.#text() } };
    }
    if (!target) return undefined;
    if (step.do === 'delete') return { ...target, delete: true };
    return target.kind === 'note'
      ? { ...target, kind: 'note', set: { body: this.#text() } }
      : { ...target, kind: 'person', set: { known_for: this.#text() } };
  }

  async play(step: Step): Promise<void> {
    const phone = this.phones['device' in step ? step.device : 0] as Device;
    switch (step.do) {
      case 'sync':
        this.network.faults = [...step.faults];
        await phone.sync();
        break;
      case 'race':
        this.network.faults = [];
        await Promise.all(this.phones.flatMap((each) => [each.sync(), each.sync()]));
        break;
      case 'restart':
        await phone.restart();
        break;
      case 'wait':
        this.#world.later(step.ms);
        break;
      case 'clock':
        phone.clock.now += step.ms;
        break;
      case 'heal':
        this.#refused.clear();
        this.network.poison.clear();
        break;
      // From now on the server knows a field that no phone knows.
      case 'upgrade':
        this.server.alsoKnows = { ...this.server.alsoKnows, [step.kind]: { mood: null } };
        break;
      case 'old server':
      case 'new server':
        this.server.isOld = step.do === 'old server';
        break;
      case 'refuse':
      case 'poison': {
        const target = this.records[step.which % Math.max(1, this.records.length)];
        if (target) (step.do === 'refuse' ? this.#refused : this.network.poison).add(target.record);
        break;
      }
      default: {
        const draft = this.#draft(phone, step);
        // A screen edits only what it shows; a refused or unknown record is not on this phone.
        const isThere = draft && (await phone.store.get(draft.kind, draft.record));
        if (draft && (isThere || step.do === 'note' || step.do === 'person')) {
          await phone.store.write([draft]);
        } else if (step.do === 'edit' || step.do === 'revive') {
          this.typed.pop();
        }
      }
    }
  }

  /** Repairs the network; then all phones correct what was refused, and sync until nothing is left. */
  async calmDown(): Promise<void> {
    this.network.faults = [];
    await this.play({ do: 'heal', which: 0 });
    this.network.settle();
    for (let round = 0; round < 3; round++) {
      for (const phone of this.phones) {
        for (const entry of await phone.store.outbox()) {
          if (entry.state === 'parked') await phone.store.settle(mend(entry.id, {}));
        }
        await phone.sync();
      }
    }
  }
}

it('phones converge and no text is lost, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const world = new World();
      for (const each of steps) await world.play(each);
      await world.calmDown();

      const [first, ...others] = await Promise.all(world.phones.map((phone) => phone.held()));
      for (const other of others) expect(other).toBe(first);

      const parked = (await Promise.all(world.phones.map(({ store }) => store.outbox()))).flat();
      expect(parked.filter(({ state }) => state === 'waiting')).toEqual([]);
      const kept = new Set([
        ...world.server.history().map(({ value }) => value),
        ...parked.flatMap(({ set }) => Object.values(set ?? {})),
      ]);
      for (const text of world.typed) expect(kept).toContain(text);
      const rows = JSON.parse(first as string) as [string, string, number, [string, unknown][]][];
      expect(
        rows.map(([kind, id, rev, fields]) => [kind, id, rev, Object.fromEntries(fields)]).sort(),
      ).toEqual(
        world.server
          .everything()
          .map(({ kind, id, rev, fields }) => [kind, id, rev, fields])
          .sort(),
      );
    }),
    { numRuns: 300 },
  );
}, 120_000);
