/**
 * Handles a tap on a notification. The answer is first written to the phone's database, like any change, so
 * that it is kept offline and with no window open. Then it is sent, and a window is shown if needed.
 */
import type { Store } from '../data/store';
import { askAgain, dayAfter, saidHi } from '../prompts/answers';
import { dateHere } from '../prompts/days';
import type { Draft } from '../records/kinds';
import type { NotificationData } from './payload';

export interface ActionWorld {
  origin: string;
  now(): Date;
  /** Returns the database of `account`; null: of the signed-in account. */
  store(account: string | null): Promise<Pick<Store, 'get' | 'write' | 'openFollowups'>>;
  drain(): Promise<void>;
  /** Shows the app at `path`, in an open window if there is one. */
  open(path: string): Promise<void>;
  setBadge(count: number): Promise<void>;
}

/** Returns the path of `navigate` if it leads into this app, else `otherwise`. */
export function pathWithin(origin: string, navigate: unknown, otherwise = '/followups'): string {
  try {
    const url = new URL(String(navigate), origin);
    if (url.origin === origin) return url.pathname + url.search + url.hash;
  } catch {
    // Not an address.
  }
  return otherwise;
}

async function answer(action: string, data: NotificationData, world: ActionWorld): Promise<void> {
  const now = world.now();
  const today = dateHere(now);
  const store = await world.store(data.account);
  const drafts: Draft[] = [];
  for (const { id } of data.followups) {
    const row = await store.get('followup', id);
    // It was closed meanwhile, on this phone or another: the earlier answer counts.
    if (row && (row.deleted_at !== null || row.fields.status !== 'open')) continue;
    drafts.push(
      action === 'said_hi' ? saidHi(id, now) : askAgain(id, dayAfter(today, data.morning)),
    );
  }
  if (drafts.length > 0) await store.write(drafts);
  const open = await store.openFollowups();
  await world.setBadge(open.filter((row) => row.fields.due_on <= today).length);
}

/** Handles a tap; `action` is '' for a tap on the notification itself. */
export async function onNotificationClick(
  action: string,
  data: NotificationData | null | undefined,
  world: ActionWorld,
): Promise<void> {
  if ((action === 'said_hi' || action === 'tomorrow') && data?.followups?.length) {
    try {
      await answer(action, data, world);
      await world.drain().catch(() => undefined);
      return;
    } catch {
      // The answer could not be stored, so the app is opened to ask again.
    }
  }
  const chosen = data?.actions?.find((one) => one.action === action)?.navigate;
  // The server's public address and the one the app was installed from may differ.
  const morning = data?.morning ? `/followups?morning=${data.morning}` : '/followups';
  const path = pathWithin(world.origin, chosen || data?.navigate || morning, morning);
  // The window first, because browsers allow it only shortly after the tap, and a sync may take long.
  await Promise.all([
    world.open(path).catch(() => undefined),
    world.drain().catch(() => undefined),
  ]);
}
