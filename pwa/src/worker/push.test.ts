import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeLocks } from '../sync/rig/locks';
import { webLock } from '../syncing/lock';
import { onPush, type PushWorld } from './push';

const account = '0b0d1c9e-5b1f-4b57-9a53-0d8f4a2f6f01';
const id = '6f2f3f3e-3c0e-4f50-8f5a-0d9bb8a3c001';

function morningPush(morning: string, account_ = account): string {
  return JSON.stringify({
    web_push: 8030,
    notification: {
      title: `Say hi to Maya (${morning})`,
      tag: `morning-${morning}`,
      navigate: `/followups?morning=${morning}`,
      app_badge: '2',
      data: { account: account_, morning, followups: [{ id, due_on: morning }] },
      actions: [
        { action: 'said_hi', title: 'Said hi' },
        { action: 'tomorrow', title: 'Tomorrow' },
      ],
    },
  });
}

interface Shown {
  title: string;
  options: NotificationOptions & { actions?: unknown };
}

/** A phone's notifications: one for each tag, as in Chromium and Firefox. */
function phone() {
  const tray = new Map<string, Shown>();
  const shows: Shown[] = [];
  const mornings = new Set<string>();
  const world: PushWorld = {
    generic: async () => ({ title: 'Good morning', body: 'Somebody may like a hello.' }),
    maxActions: 2,
    show: vi.fn(async (title: string, options: Shown['options']) => {
      shows.push({ title, options });
      tray.set(options.tag ?? '', { title, options });
    }),
    onScreen: async (tag) =>
      [...tray.keys()]
        .filter((one) => one === tag)
        .map((one) => ({ close: () => tray.delete(one) })),
    wasShown: async (morning) => mornings.has(morning),
    remember: async (morning) => void mornings.add(morning),
    alone: webLock(new FakeLocks() as unknown as LockManager),
    setBadge: vi.fn(async () => undefined),
    drain: vi.fn(async () => undefined),
  };
  return { world, tray, shows, mornings };
}

let alice: ReturnType<typeof phone>;
beforeEach(() => {
  alice = phone();
});

describe('a prompt', () => {
  test('is shown with its text, its actions and the data for a later tap', async () => {
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.shows).toHaveLength(1);
    const { title, options } = alice.shows[0] as Shown;
    expect(title).toBe('Say hi to Maya (2026-11-24)');
    expect(options.tag).toBe('morning-2026-11-24');
    expect(options.actions).toEqual([
      { action: 'said_hi', title: 'Said hi' },
      { action: 'tomorrow', title: 'Tomorrow' },
    ]);
    expect(options.data).toMatchObject({
      account,
      morning: '2026-11-24',
      followups: [{ id }],
      navigate: '/followups?morning=2026-11-24',
    });
  });

  test('sets the number on the icon and sends the outbox', async () => {
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.world.setBadge).toHaveBeenCalledWith(2);
    expect(alice.world.drain).toHaveBeenCalledOnce();
  });

  test('sent twice while the first is shown is shown once, and the second is silent', async () => {
    await onPush(morningPush('2026-11-24'), alice.world);
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.tray.size).toBe(1);
    expect(alice.shows.map(({ options }) => options.silent)).toEqual([false, true]);
  });

  test('that arrives twice at once makes one sound', async () => {
    await Promise.all([
      onPush(morningPush('2026-11-24'), alice.world),
      onPush(morningPush('2026-11-24'), alice.world),
    ]);
    expect(alice.shows.map(({ options }) => options.silent)).toEqual([false, true]);
  });

  test('sent again after it was answered is not shown again', async () => {
    await onPush(morningPush('2026-11-24'), alice.world);
    alice.tray.clear();
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.tray.size).toBe(0);
    expect(alice.shows[1]?.options.silent).toBe(true);
  });

  test('does not replace the next morning or another account', async () => {
    await onPush(morningPush('2026-11-24'), alice.world);
    await onPush(morningPush('2026-11-25'), alice.world);
    await onPush(morningPush('2026-11-25', '3c1d1c9e-5b1f-4b57-9a53-0d8f4a2f6f02'), alice.world);
    expect(alice.shows.map(({ options }) => options.silent)).toEqual([false, false, false]);
  });

  test('is not remembered if it could not be shown', async () => {
    alice.world.show = vi.fn(async () => Promise.reject(new Error('no permission')));
    await expect(onPush(morningPush('2026-11-24'), alice.world)).rejects.toThrow();
    expect(alice.mornings.size).toBe(0);
  });
});

describe('every push message shows a notification', () => {
  test.each([null, '', 'garbage', '{}', '{"notification":{"title":""}}'])(
    'with %j in it',
    async (raw) => {
      await onPush(raw, alice.world);
      expect(alice.shows).toHaveLength(1);
      expect(alice.shows[0]?.title).toBe('Good morning');
    },
  );

  test('even if everything around it fails', async () => {
    const fail = () => Promise.reject(new Error('storage is gone'));
    Object.assign(alice.world, {
      wasShown: fail,
      remember: fail,
      alone: fail,
      setBadge: fail,
      drain: fail,
      onScreen: fail,
    });
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.shows).toHaveLength(1);
  });

  test('in a simpler form if the browser refuses its options', async () => {
    const shows: Shown[] = [];
    alice.world.show = async (title, options) => {
      if (options.actions) throw new TypeError('actions');
      shows.push({ title, options });
    };
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(shows).toHaveLength(1);
    expect(shows[0]?.title).toContain('Maya');
  });

  test('with no more actions than the browser shows', async () => {
    alice.world.maxActions = 0;
    await onPush(morningPush('2026-11-24'), alice.world);
    expect(alice.shows[0]?.options.actions).toEqual([]);
  });
});
