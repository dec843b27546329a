import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from '../records/kinds';
import { type ActionWorld, onNotificationClick, pathWithin } from './actions';
import type { NotificationData } from './payload';

const account = '0b0d1c9e-5b1f-4b57-9a53-0d8f4a2f6f01';
const maya = '6f2f3f3e-3c0e-4f50-8f5a-0d9bb8a3c001';
const omar = '6f2f3f3e-3c0e-4f50-8f5a-0d9bb8a3c002';
const origin = 'https://k.example';

const asked: NotificationData = {
  navigate: `${origin}/followups?morning=2026-11-24`,
  account,
  morning: '2026-11-24',
  followups: [
    { id: maya, due_on: '2026-11-24' },
    { id: omar, due_on: '2026-11-24' },
  ],
  actions: [
    { action: 'open', navigate: `${origin}/followups?morning=2026-11-24&from=action` },
    { action: 'tomorrow', navigate: `${origin}/followups` },
  ],
};

function phone() {
  const written: { account: string | null; drafts: Draft[] }[] = [];
  const rows = new Map<string, unknown>();
  const world = {
    origin,
    now: () => new Date(2026, 10, 24, 8, 41),
    store: vi.fn<(of: string | null) => Promise<object>>(async (of) => ({
      get: async (_kind: string, id: string) => rows.get(id),
      write: async (drafts: Draft[]) => void written.push({ account: of, drafts }),
      openFollowups: async () => [
        { fields: { due_on: '2026-11-24' } },
        { fields: { due_on: '2026-11-25' } },
      ],
    })),
    drain: vi.fn(async () => undefined),
    open: vi.fn(async () => undefined),
    setBadge: vi.fn(async () => undefined),
  };
  return { world: world as unknown as typeof world & ActionWorld, written, rows };
}

let alice: ReturnType<typeof phone>;
beforeEach(() => {
  alice = phone();
});

describe('Said hi', () => {
  test('closes the follow-ups of the notification, in its account', async () => {
    await onNotificationClick('said_hi', asked, alice.world);
    const closed_at = new Date(2026, 10, 24, 8, 41).toISOString();
    expect(alice.written).toEqual([
      {
        account,
        drafts: [
          { kind: 'followup', record: maya, set: { status: 'done', closed_at } },
          { kind: 'followup', record: omar, set: { status: 'done', closed_at } },
        ],
      },
    ]);
  });

  test('is stored before it is sent, and stays if it cannot be sent', async () => {
    alice.world.drain = vi.fn(async () => {
      expect(alice.written).toHaveLength(1);
      throw new TypeError('offline');
    });
    await onNotificationClick('said_hi', asked, alice.world);
    expect(alice.world.drain).toHaveBeenCalledOnce();
    expect(alice.written).toHaveLength(1);
  });

  test('opens no window, and updates the number on the icon', async () => {
    await onNotificationClick('said_hi', asked, alice.world);
    expect(alice.world.open).not.toHaveBeenCalled();
    expect(alice.world.setBadge).toHaveBeenCalledWith(1);
  });

  test('changes no follow-up that was answered meanwhile', async () => {
    alice.rows.set(maya, { deleted_at: null, fields: { status: 'let_go' } });
    alice.rows.set(omar, { deleted_at: null, fields: { status: 'open' } });
    await onNotificationClick('said_hi', asked, alice.world);
    expect(alice.written[0]?.drafts.map(({ record }) => record)).toEqual([omar]);
  });

  test('opens the app if the answer could not be stored', async () => {
    alice.world.store.mockRejectedValue(new Error('no storage'));
    await onNotificationClick('said_hi', asked, alice.world);
    expect(alice.world.open).toHaveBeenCalledWith('/followups?morning=2026-11-24');
  });
});

describe('Tomorrow', () => {
  test('moves the follow-ups to the next morning', async () => {
    await onNotificationClick('tomorrow', asked, alice.world);
    expect(alice.written[0]?.drafts).toEqual([
      { kind: 'followup', record: maya, set: { due_on: '2026-11-25' } },
      { kind: 'followup', record: omar, set: { due_on: '2026-11-25' } },
    ]);
  });

  test('tapped two days later moves them to the morning after the tap', async () => {
    alice.world.now = () => new Date(2026, 10, 26, 20, 0);
    await onNotificationClick('tomorrow', asked, alice.world);
    expect(alice.written[0]?.drafts[0]?.set).toEqual({ due_on: '2026-11-27' });
  });

  test('tapped where the date is one day earlier moves them to the day after that morning', async () => {
    alice.world.now = () => new Date(2026, 10, 23, 22, 0);
    await onNotificationClick('tomorrow', asked, alice.world);
    expect(alice.written[0]?.drafts[0]?.set).toEqual({ due_on: '2026-11-25' });
  });
});

describe('a tap on a notification', () => {
  test('shows its morning, and sends the outbox', async () => {
    await onNotificationClick('', asked, alice.world);
    expect(alice.world.open).toHaveBeenCalledWith('/followups?morning=2026-11-24');
    expect(alice.world.drain).toHaveBeenCalledOnce();
    expect(alice.written).toEqual([]);
  });

  test('shows its morning on this origin, even if the server calls itself by another one', async () => {
    const navigate = 'https://elsewhere.example/followups?morning=2026-11-24';
    await onNotificationClick('', { ...asked, navigate }, alice.world);
    expect(alice.world.open).toHaveBeenCalledWith('/followups?morning=2026-11-24');
  });

  test('sends the outbox even if no window may open', async () => {
    alice.world.open.mockRejectedValue(new Error('InvalidAccessError'));
    await onNotificationClick('', asked, alice.world);
    expect(alice.world.drain).toHaveBeenCalledOnce();
  });

  test('on Open leads to the page of that action', async () => {
    await onNotificationClick('open', asked, alice.world);
    expect(alice.world.open).toHaveBeenCalledWith('/followups?morning=2026-11-24&from=action');
  });

  test.each([null, undefined, {} as NotificationData])(
    'with the data %j opens the follow-ups',
    async (data) => {
      await onNotificationClick('said_hi', data, alice.world);
      expect(alice.world.open).toHaveBeenCalledWith('/followups');
    },
  );
});

describe('a link in a notification', () => {
  test.each([
    ['/people', '/people'],
    [`${origin}/followups?morning=2026-11-24#x`, '/followups?morning=2026-11-24#x'],
    ['https://evil.example/followups', '/followups'],
    ['//evil.example/x', '/followups'],
    ['javascript:alert(1)', '/followups'],
    ['http://k.example/people', '/followups'],
    ['https://', '/followups'],
  ])('%s', (navigate, path) => {
    expect(pathWithin(origin, navigate)).toBe(path);
  });
});
