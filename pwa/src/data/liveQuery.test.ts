import 'fake-indexeddb/auto';
import { effect } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../records/uuid';
import { setDeviceSettings } from './deviceSettings';
import { liveQuery } from './liveQuery';
import { accountSwitched, openStore } from './open';
import { note, person } from './rig';

const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
};

afterEach(async () => {
  await setDeviceSettings({ account: undefined });
  await accountSwitched();
});

async function startAs(account: string): Promise<void> {
  await setDeviceSettings({ account });
  await accountSwitched();
}

describe('a live query', () => {
  it('runs at once, and again whenever one of its kinds changes, and only then', async () => {
    await startAs(newId());
    const store = await openStore();
    let asked = 0;
    const names = liveQuery(
      async (from) => {
        asked++;
        return (await from.all('person')).map(({ fields }) => fields.name);
      },
      ['person'],
    );
    const seen: unknown[] = [];
    const stop = effect(() => {
      seen.push(names.value);
    });
    await until(() => seen.length === 2);
    await store.write([note('x')]);
    await store.write([person('Maya')]);
    await until(() => seen.length === 3);
    expect(seen).toEqual([undefined, [], ['Maya']]);
    expect(asked).toBe(2);
    stop();
    await store.write([person('Tom')]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(2);
  });

  it('runs again only after the writer got its result', async () => {
    await startAs(newId());
    const store = await openStore();
    let asked = 0;
    const count = liveQuery(
      async (from) => {
        asked++;
        return (await from.all('person')).length;
      },
      ['person'],
    );
    const stop = effect(() => void count.value);
    await until(() => count.value === 0);
    await store.write([person('Maya')]);
    expect(asked).toBe(1);
    await until(() => count.value === 1);
    stop();
  });

  it('runs again for the next account after the account changes', async () => {
    await startAs(newId());
    await (await openStore()).write([person('Maya')]);
    const count = liveQuery(async (store) => (await store.all('person')).length, ['person']);
    let shown: number | undefined;
    const stop = effect(() => {
      shown = count.value;
    });
    await until(() => shown === 1);
    await startAs(newId());
    await until(() => shown === 0);
    await (await openStore()).write([person('Ola'), person('Tom')]);
    await until(() => shown === 2);
    stop();
  });

  it('shows the newest result, even if an older query finishes later', async () => {
    await startAs(newId());
    const store = await openStore();
    const waits: (() => void)[] = [];
    let number = 0;
    const answers = liveQuery(async () => {
      const mine = ++number;
      await new Promise<void>((resolve) => waits.push(resolve));
      return mine;
    }, ['person']);
    let shown: number | undefined;
    const stop = effect(() => {
      shown = answers.value;
    });
    await until(() => waits.length === 1);
    await store.write([person('Maya')]);
    await until(() => waits.length === 2);
    waits[1]?.();
    await until(() => shown === 2);
    waits[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shown).toBe(2);
    stop();
  });
});
