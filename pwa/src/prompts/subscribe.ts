/**
 * The push subscription of this phone.
 *
 * A subscription can end without notice: the browser drops it, the server's key changes, the server is
 * restored from an old backup. So at each start, what the browser has is compared with what the server has,
 * and repaired without asking, if the user once turned prompts on.
 */

export type PushState =
  /** The browser has no push. */
  | 'unsupported'
  /** iOS in a browser tab: push works only in the app on the home screen (since iOS 16.4). */
  | 'install_first'
  /** The user or the browser refused; only the phone's settings can change that. */
  | 'denied'
  | 'off'
  | 'on';

/** The facts about a phone, apart from how they are found out, so that a test can set them. */
export interface Phone {
  ios: boolean;
  standalone: boolean;
  /** Whether there is a service worker, a PushManager and a Notification. */
  capable: boolean;
  permission: NotificationPermission;
}

/** The calls to the server. Each rejects if it fails. */
export interface PushServer {
  key(): Promise<string>;
  /**
   * Returns `taken` if another account has this endpoint, with other keys. `public_key`: the server's key
   * with which the subscription was made, if the browser says.
   */
  put(subscription: PushSubscriptionJSON & { public_key?: string }): Promise<'kept' | 'taken'>;
  remove(endpoint: string): Promise<void>;
}

/** Whether the user wants prompts on this phone. Stored outside the account's data, and wiped with it. */
export interface Wish {
  get(): boolean;
  set(wanted: boolean): void;
}

export function stateOf(phone: Phone, subscribed: boolean): PushState {
  if (!phone.capable) return phone.ios && !phone.standalone ? 'install_first' : 'unsupported';
  if (phone.permission === 'denied') return 'denied';
  return subscribed && phone.permission === 'granted' ? 'on' : 'off';
}

/** Decodes base64url without padding. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Whether `subscription` was made for the server's key `key`. If the browser does not say, yes. */
export function isForKey(subscription: PushSubscription, key: Uint8Array): boolean {
  const held = subscription.options?.applicationServerKey;
  if (!held) return true;
  const bytes = new Uint8Array(held);
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}

/**
 * Creates or repairs the subscription, and tells the server.
 *
 * 1. Ask the server for its key.
 * 2. Drop a subscription for another key: it works only as long as the server keeps that key.
 * 3. Create one if there is none.
 * 4. Always tell the server, which stores it if it did not know it.
 * 5. If it belongs to another account there, create a new one.
 * 6. Tell the server to delete the one that was dropped.
 */
export async function connect(manager: PushManager, server: PushServer): Promise<void> {
  const text = await server.key();
  const key = fromBase64url(text);
  let subscription = await manager.getSubscription();
  let dropped: string | undefined;
  if (subscription && !isForKey(subscription, key)) {
    dropped = subscription.endpoint;
    await subscription.unsubscribe();
    subscription = null;
  }
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  subscription ??= await manager.subscribe(wanted);
  const put = (made: PushSubscription): Promise<'kept' | 'taken'> =>
    server.put({
      ...made.toJSON(),
      ...(made.options?.applicationServerKey ? { public_key: text } : {}),
    });
  if ((await put(subscription)) === 'taken') {
    await subscription.unsubscribe();
    const own = await manager.subscribe(wanted);
    if ((await put(own)) === 'taken') throw new Error('the endpoint is taken');
  }
  // If this fails, the push service tells the server at the next push.
  if (dropped) await server.remove(dropped).catch(() => undefined);
}

/** Repairs the subscription at each start, without asking. Returns whether this phone is subscribed. */
export async function mend(
  phone: Phone,
  manager: PushManager | null,
  server: PushServer,
  wish: Wish,
): Promise<boolean> {
  if (!manager || phone.permission !== 'granted') return false;
  const held = await manager.getSubscription();
  if (!held && !wish.get()) return false;
  await connect(manager, server);
  wish.set(true);
  return true;
}

/**
 * Turns the prompt off on this phone. Without a network, the push service tells the server, by answering 410
 * from now on.
 */
export async function disconnect(
  manager: PushManager,
  server: PushServer,
  wish: Wish,
): Promise<void> {
  wish.set(false);
  const held = await manager.getSubscription();
  if (!held) return;
  const { endpoint } = held;
  await held.unsubscribe();
  await server.remove(endpoint).catch(() => undefined);
}
