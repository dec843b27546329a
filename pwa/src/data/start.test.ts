import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../records/uuid';
import { getDeviceSetting, setDeviceSettings } from './deviceSettings';
import { accountSwitched, openCurrent, openStore } from './open';
import { keepStorage } from './persist';
import { note, person } from './rig';
import { reloadWhenLost } from './start';
import { hasUnsavedText, unsaved } from './unsaved';

const tick = () => new Promise((resolve) => setTimeout(resolve, 10));

afterEach(async () => {
  await setDeviceSettings({ account: undefined, persisted: undefined });
  await accountSwitched();
});

describe('after the first saved note', () => {
  it.each([true, false])(
    'the browser is asked once for persistent storage, and its answer (%s) is stored',
    async (answer) => {
      let asked = 0;
      const persist = async () => {
        asked++;
        return answer;
      };
      keepStorage({ persist });
      const store = await openStore();
      await store.write([person('Maya')]);
      expect(asked).toBe(0);
      await store.write([note('one')]);
      await store.write([note('two')]);
      await tick();
      expect([asked, await getDeviceSetting('persisted')]).toEqual([1, answer]);
    },
  );

  it('a browser that cannot, or need not, be asked for storage is left alone', async () => {
    keepStorage(undefined);
    keepStorage({});
    keepStorage({ persist: () => Promise.reject(new Error('no')) });
    await (await openStore()).write([note('one')]);
    await tick();
    expect(await getDeviceSetting('persisted')).toBeUndefined();
  });
});

describe('a page whose database was deleted', () => {
  function page() {
    const memory = new Map<string, string>();
    const state = { reloads: 0, now: 1_000_000 };
    const stop = reloadWhenLost({
      reload: () => {
        state.reloads++;
      },
      now: () => state.now,
      memory: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => void memory.set(key, value),
      },
    });
    return { state, stop };
  }
  const dies = async () => {
    const { connection } = await openCurrent();
    const dead = () => Promise.reject(new DOMException('gone', 'InvalidStateError'));
    await expect(connection.run(dead)).rejects.toThrow();
  };

  it('reloads, but not again and again', async () => {
    await setDeviceSettings({ account: newId() });
    const { state, stop } = page();
    await dies();
    await dies();
    expect(state.reloads).toBe(1);
    state.now += 61_000;
    await dies();
    expect(state.reloads).toBe(2);
    stop();
  });

  it('does not reload while the cursor is in a field with text', async () => {
    const { state, stop } = page();
    vi.stubGlobal('document', { activeElement: { value: 'Maya — ' } });
    await dies();
    expect(state.reloads).toBe(0);
    vi.stubGlobal('document', { activeElement: { value: '' } });
    await dies();
    expect(state.reloads).toBe(1);
    vi.unstubAllGlobals();
    stop();
  });

  it('does not reload while that would lose what is being typed', async () => {
    const { state, stop } = page();
    const kept = unsaved('capture');
    await dies();
    expect(state.reloads).toBe(0);
    kept();
    await dies();
    expect(state.reloads).toBe(1);
    stop();
  });

  it('knows what is typed and not stored yet: the newest text of each field counts', async () => {
    const older = unsaved('capture');
    const newer = unsaved('capture');
    older();
    expect(hasUnsavedText()).toBe(true);
    newer();
    expect(hasUnsavedText()).toBe(false);
    const store = await openStore();
    const saving = store.saveDraft('capture', 'Maya');
    expect(hasUnsavedText()).toBe(true);
    await saving;
    expect(hasUnsavedText()).toBe(false);
  });
});
