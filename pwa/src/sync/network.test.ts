import { afterEach, beforeEach, expect, test } from 'vitest';
import { note, person } from '../data/rig';
import { Device } from './rig/device';
import { world } from './rig/world';

/** The number of open read-write transactions, in any database of this phone. */
let open = 0;
const { transaction: original } = IDBDatabase.prototype;

beforeEach(() => {
  open = 0;
  IDBDatabase.prototype.transaction = function (...given) {
    const begun = original.apply(this, given);
    if (begun.mode === 'readonly') return begun;
    open += 1;
    const over = () => {
      open -= 1;
    };
    begun.addEventListener('complete', over);
    begun.addEventListener('abort', over);
    return begun;
  };
});
afterEach(() => {
  IDBDatabase.prototype.transaction = original;
});

test('nothing is sent while a transaction is open', async () => {
  const { server, network } = world();
  const during: number[] = [];
  const phone = new Device(
    server.account,
    (request) => {
      during.push(open);
      return network.transport(request);
    },
    server.now,
  );
  // Lost, repeated, delayed and complete answers, and several pages.
  network.faults = ['lost_answer', 'twice', 'busy', 'none'];
  for (let at = 0; at < 4; at += 1) {
    const maya = person(`Maya ${at}`);
    await phone.store.write([maya, note('by the door', { person_ids: [maya.record] })]);
    await phone.sync();
  }
  await phone.sync();
  expect(await phone.store.counts()).toEqual({ waiting: 0, parked: 0 });
  expect(during.length).toBeGreaterThan(4);
  expect(new Set(during)).toEqual(new Set([0]));
  await phone.close();
});

/** Code that opens a transaction does not use the network: waiting for it would end the transaction. */
test('code that opens a transaction does not use the network', () => {
  const sources = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const opening = Object.entries(sources).filter(
    ([path, source]) =>
      !/\.test\.tsx?$|\/rig\//.test(path) && /\btransact\(|\.transaction\(/.test(source),
  );
  expect(opening.length).toBeGreaterThan(5);
  const both = opening.filter(([, source]) =>
    /\bfetch\(|from '[^']*\/(api|transport|server|problem)'/.test(
      source.replace(/^(import|export) type .*$/gm, ''),
    ),
  );
  expect(both.map(([path]) => path)).toEqual([]);
});
