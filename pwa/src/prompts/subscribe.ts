/**
 * The push subscription of this phone.
 *
 * A subscription dies quietly everywhere: the browser drops it, the server's key changes, the server
 * was restored from an old backup. So at each start what the browser holds is compared with what the
 * server holds, and mended without a question, as long as the user once said yes on this phone.
 */

export type PushState =
  /** The browser has no push at all. */
  | 'unsupported'
  /** iOS in a browser tab: push exists only for the app on the home screen. */
  | 'install_first'
  /** The user or the browser said no; only the phone's settings can change that. */
  | 'denied'
  | 'off'
  | 'on';

/** What the phone is, told apart from how it is asked, so that a test can be any phone. */
export interface Phone {
  ios: boolean;
  standalone: boolean;
  /** Whether there is a service worker, a PushManager and a Notification. */
  capable: boolean;
  permission: NotificationPermission;
}

/** The server's side: three calls of the contract. Each rejects when it could not be made. */
export interface PushServer {
  key(): Promise<string>;
  /**
   * `taken`: another account holds this endpoint, with other keys. `public_key` is the server's, which the
   * subscription was made with, if the browser says.
   */
  put(subscription: PushSubscriptionJSON & { public_key?: string }): Promise<'kept' | 'taken'>;
  remove(endpoint: string): Promise<void>;
}

/** Whether the user wants prompts on this phone: kept beside the account's data, wiped with it. */
export interface Wish {
  get(): boolean;
  set(wanted: boolean): void;
}

export function stateOf(phone: Phone, subscribed: boolean): PushState {
  if (!phone.capable) return phone.ios && !phone.standalone ? 'install_first' : 'unsupported';
  if (phone.permission === 'denied') return 'denied';
  return subscribed && phone.permission === 'granted' ? 'on' : 'off';
}

/** The bytes of unpadded base64url text. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Whether `subscription` was made for the server key `key`; a browser that does not say counts as yes. */
export function isForKey(subscription: PushSubscription, key: Uint8Array): boolean {
  const held = subscription.options?.applicationServerKey;
  if (!held) return true;
  const bytes = new Uint8Array(held);
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}

/**
 * Makes the browser's subscription the one that the server can send to, and tells the server.
 *
 * 1. Ask the server for its key.
 * 2. A subscription for another key is reached only as long as the server keeps that one: drop it.
 * 3. Without one, make one.
 * 4. Tell the server, always: it answers 200 when it knew it, and knows it now when it did not.
 * 5. When it belongs to somebody else there, make one that is this account's alone.
 * 6. Let the server forget the one that was dropped.
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
  // Should it not hear of it, the push service tells it at the next push.
  if (dropped) await server.remove(dropped).catch(() => undefined);
}

/** At each start: mends what died. Never asks anything; says whether this phone is subscribed. */
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
 * Off on this phone. Without a network the server hears it from the push service instead, which
 * answers 410 from now on.
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
