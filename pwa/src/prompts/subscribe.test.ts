import { beforeEach, describe, expect, test } from 'vitest';
import { connect, disconnect, fromBase64url, mend, type Phone, stateOf } from './subscribe';

const KEY = 'BNbN3OfAoPYvDsQLyoK7wDGUTvHLbCOBxjHHGGPqy3Iz';
const OTHER_KEY = 'BAAA3OfAoPYvDsQLyoK7wDGUTvHLbCOBxjHHGGPqy3Iz';

/** A browser's push manager and a server's table, both made of arrays. */
function world() {
  let made = 0;
  const state = {
    held: null as PushSubscription | null,
    known: [] as string[],
    madeWith: {} as Record<string, string | undefined>,
    key: KEY,
    wanted: false,
    offline: false,
    othersEndpoints: [] as string[],
    log: [] as string[],
  };
  const subscriptionFor = (key: Uint8Array): PushSubscription => {
    made += 1;
    const endpoint = `https://push.example/${made}`;
    return {
      endpoint,
      options: { applicationServerKey: key.buffer, userVisibleOnly: true },
      toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => {
        state.log.push(`unsubscribe ${endpoint}`);
        state.held = null;
        return true;
      },
    } as unknown as PushSubscription;
  };
  const manager = {
    getSubscription: async () => state.held,
    subscribe: async (options: { applicationServerKey: Uint8Array; userVisibleOnly: boolean }) => {
      expect(options.userVisibleOnly).toBe(true);
      state.held = subscriptionFor(options.applicationServerKey);
      return state.held;
    },
  } as unknown as PushManager;
  const online = () => {
    if (state.offline) throw new TypeError('Failed to fetch');
  };
  const server = {
    key: async () => {
      online();
      return state.key;
    },
    put: async (subscription: PushSubscriptionJSON & { public_key?: string }) => {
      online();
      const endpoint = subscription.endpoint as string;
      if (state.othersEndpoints.includes(endpoint)) return 'taken' as const;
      if (!state.known.includes(endpoint)) state.known.push(endpoint);
      state.madeWith[endpoint] = subscription.public_key;
      return 'kept' as const;
    },
    remove: async (endpoint: string) => {
      online();
      state.known = state.known.filter((one) => one !== endpoint);
    },
  };
  const wish = {
    get: () => state.wanted,
    set: (wanted: boolean) => {
      state.wanted = wanted;
    },
  };
  return { state, manager, server, wish };
}

const android: Phone = { ios: false, standalone: false, capable: true, permission: 'granted' };
let alice: ReturnType<typeof world>;
beforeEach(() => {
  alice = world();
});
const start = (phone: Phone = android) => mend(phone, alice.manager, alice.server, alice.wish);

describe('the state of push in the settings', () => {
  test.each<[string, Phone, boolean, ReturnType<typeof stateOf>]>([
    [
      'an iPhone in Safari',
      { ...android, ios: true, capable: false, permission: 'default' },
      false,
      'install_first',
    ],
    [
      'an old iPhone, installed',
      { ios: true, standalone: true, capable: false, permission: 'default' },
      false,
      'unsupported',
    ],
    [
      'an iPhone, installed',
      { ios: true, standalone: true, capable: true, permission: 'default' },
      false,
      'off',
    ],
    [
      'a browser without push',
      { ...android, capable: false, permission: 'default' },
      false,
      'unsupported',
    ],
    ['never asked', { ...android, permission: 'default' }, false, 'off'],
    ['refused', { ...android, permission: 'denied' }, true, 'denied'],
    ['allowed, not subscribed', android, false, 'off'],
    ['allowed and subscribed', android, true, 'on'],
    ['subscribed, permission taken back', { ...android, permission: 'default' }, true, 'off'],
  ])('%s', (_, phone, subscribed, state) => {
    expect(stateOf(phone, subscribed)).toBe(state);
  });
});

describe('at each start', () => {
  test('nothing is asked of a phone that never subscribed', async () => {
    expect(await start()).toBe(false);
    expect(alice.state.held).toBeNull();
    expect(alice.state.known).toEqual([]);
  });

  test('a subscription lost by the browser is renewed', async () => {
    alice.state.wanted = true;
    expect(await start()).toBe(true);
    expect(alice.state.known).toEqual([alice.state.held?.endpoint]);
  });

  test('a subscription lost by the server is sent again', async () => {
    await connect(alice.manager, alice.server);
    alice.state.known = [];
    expect(await start()).toBe(true);
    expect(alice.state.known).toEqual(['https://push.example/1']);
  });

  test('a subscription known to both is left alone', async () => {
    await connect(alice.manager, alice.server);
    expect(await start()).toBe(true);
    expect(alice.state.known).toEqual(['https://push.example/1']);
    expect(alice.state.log).toEqual([]);
  });

  test('a subscription with an old key is replaced', async () => {
    await connect(alice.manager, alice.server);
    alice.state.key = OTHER_KEY;
    expect(await start()).toBe(true);
    expect(alice.state.log).toEqual(['unsubscribe https://push.example/1']);
    expect(alice.state.held?.endpoint).toBe('https://push.example/2');
    // The server deletes the old one only after it has the new one.
    expect(alice.state.known).toEqual(['https://push.example/2']);
    expect(alice.state.madeWith).toEqual({
      'https://push.example/1': KEY,
      'https://push.example/2': OTHER_KEY,
    });
  });

  test('no key is sent if the browser does not say which one it uses', async () => {
    await connect(alice.manager, alice.server);
    const held = alice.state.held as unknown as { options: object };
    held.options = {};
    alice.state.madeWith = {};
    expect(await start()).toBe(true);
    expect(alice.state.madeWith).toEqual({ 'https://push.example/1': undefined });
  });

  test('a subscription that belongs to another account on the server is replaced', async () => {
    await connect(alice.manager, alice.server);
    alice.state.known = [];
    alice.state.othersEndpoints = ['https://push.example/1'];
    expect(await start()).toBe(true);
    expect(alice.state.known).toEqual(['https://push.example/2']);
    expect(alice.state.held?.endpoint).toBe('https://push.example/2');
  });

  test('without a network the subscription is kept for the next start', async () => {
    await connect(alice.manager, alice.server);
    alice.state.offline = true;
    await expect(start()).rejects.toThrow('Failed to fetch');
    expect(alice.state.held?.endpoint).toBe('https://push.example/1');
  });

  test('nothing is asked after the permission was withdrawn', async () => {
    alice.state.wanted = true;
    expect(await start({ ...android, permission: 'denied' })).toBe(false);
    expect(alice.state.held).toBeNull();
  });
});

describe('turning push off', () => {
  beforeEach(async () => {
    await connect(alice.manager, alice.server);
    alice.state.wanted = true;
  });

  test('removes the subscription from the browser and from the server, and push stays off', async () => {
    await disconnect(alice.manager, alice.server, alice.wish);
    expect(alice.state.held).toBeNull();
    expect(alice.state.known).toEqual([]);
    expect(await start()).toBe(false);
  });

  test('works without a network', async () => {
    alice.state.offline = true;
    await disconnect(alice.manager, alice.server, alice.wish);
    expect(alice.state.held).toBeNull();
    alice.state.offline = false;
    expect(await start()).toBe(false);
  });
});

test('the server key is read from base64url', () => {
  expect([...fromBase64url('-_8A')]).toEqual([251, 255, 0]);
  expect(fromBase64url(KEY)).toHaveLength(33);
});
