/**
 * A tap on a notification: the answer is written on the phone first, like any change, so that it
 * holds offline and with no window open; then it is sent, and a window is shown if one was asked for.
 */
import type { Store } from '../data/store';
import { askAgain, dayAfter, saidHi } from '../prompts/answers';
import { dateHere } from '../prompts/days';
import type { Draft } from '../records/kinds';
import type { NotificationData } from './payload';

export interface ActionWorld {
  origin: string;
  now(): Date;
  /** The database of `account`; of whoever is signed in on this phone when it is null. */
  store(account: string | null): Promise<Pick<Store, 'get' | 'write' | 'openFollowups'>>;
  drain(): Promise<void>;
  /** Shows the app at `path`: an open window turns there, else one opens. */
  open(path: string): Promise<void>;
  setBadge(count: number): Promise<void>;
}

/** The path of `navigate` when it leads into this app, else `otherwise`. */
export function pathWithin(origin: string, navigate: unknown, otherwise = '/followups'): string {
  try {
    const url = new URL(String(navigate), origin);
    if (url.origin === origin) return url.pathname + url.search + url.hash;
  } catch {
    // not an address at all
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
    // Closed meanwhile, on this phone or another: the earlier answer stands.
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
      // It could not be written down here, so ask in the app rather than drop the answer.
    }
  }
  const chosen = data?.actions?.find((one) => one.action === action)?.navigate;
  // The public address of the server and the one the app was installed from may differ.
  const morning = data?.morning ? `/followups?morning=${data.morning}` : '/followups';
  const path = pathWithin(world.origin, chosen || data?.navigate || morning, morning);
  // The window first: a browser allows it only shortly after the tap. A sync may take long.
  await Promise.all([
    world.open(path).catch(() => undefined),
    world.drain().catch(() => undefined),
  ]);
}
