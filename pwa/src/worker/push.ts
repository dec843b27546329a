/**
 * A push arrived.
 *
 * 1. Something is shown, whatever is in the push: three unseen pushes cost an iPhone its
 *    subscription, silently.
 * 2. A morning is put in front of somebody once. When the server had to send it again (killed
 *    between sending and writing that down) it replaces the one still on the screen without a sound;
 *    if that one has been answered already, the second is shown and taken away at once. Two that
 *    arrive together wait for each other.
 * 3. The number on the icon is set where icons have one.
 * 4. The outbox is sent: with no window open a push is one of the few moments to do it.
 */
import type { Lock } from '../syncing/lock';
import type { Message, NotificationData } from './payload';
import { readMessage } from './payload';

/** The parts of the world that a push touches, so that a test can stand in for them. */
export interface PushWorld {
  generic(): Promise<{ title: string; body: string }>;
  maxActions: number;
  show(title: string, options: NotificationOptions & { actions?: unknown }): Promise<void>;
  onScreen(tag: string): Promise<{ close(): void }[]>;
  wasShown(morning: string): Promise<boolean>;
  remember(morning: string): Promise<void>;
  /** Runs what is about one morning alone, also among two pushes at once. */
  alone: Lock;
  setBadge(count: number): Promise<void>;
  drain(): Promise<void>;
}

function optionsOf(message: Message, maxActions: number) {
  const data: NotificationData = {
    navigate: message.navigate,
    account: message.account,
    morning: message.morning,
    followups: message.followups,
    actions: message.actions.map(({ action, navigate }) => ({ action, navigate })),
  };
  return {
    body: message.body,
    ...(message.lang ? { lang: message.lang } : {}),
    dir: message.dir,
    tag: message.tag,
    data,
    icon: '/icons/icon-192.png',
    actions: message.actions.slice(0, maxActions).map(({ action, title }) => ({ action, title })),
  };
}

/** Shows `message`; when the browser refuses it as it is, its words alone. */
async function show(message: Message, world: PushWorld, silent: boolean): Promise<void> {
  try {
    await world.show(message.title, { ...optionsOf(message, world.maxActions), silent });
  } catch {
    await world.show(message.title, { body: message.body, tag: message.tag });
  }
}

/** As `world.alone` runs it; a lock that is not to be had must not cost the prompt. */
async function alone(name: string, world: PushWorld, work: () => Promise<void>): Promise<void> {
  let begun = false;
  try {
    await world.alone(name, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun) throw error;
    await work();
  }
}

async function showOnce(message: Message, world: PushWorld, morning: string | null): Promise<void> {
  // A memory that cannot be read must not cost the prompt.
  const again = morning !== null && (await world.wasShown(morning).catch(() => false));
  const before = again ? await world.onScreen(message.tag).catch(() => []) : [];
  await show(message, world, again);
  if (again && before.length === 0) {
    const shown = await world.onScreen(message.tag).catch(() => []);
    for (const notification of shown) notification.close();
  }
  // Only after it is on the screen: killed in between, it may come twice under one tag, never not.
  if (morning && !again) await world.remember(morning).catch(() => undefined);
}

/** Handles one push; `raw` is its text, null when it has none. Rejects only if nothing can be shown. */
export async function onPush(raw: string | null, world: PushWorld): Promise<void> {
  const message = readMessage(raw, await world.generic());
  const morning = message.morning ? `${message.account ?? ''}/${message.morning}` : null;
  const showing = () => showOnce(message, world, morning);
  await Promise.all([
    morning ? alone(`karmadex-morning/${morning}`, world, showing) : showing(),
    message.badge === null ? undefined : world.setBadge(message.badge).catch(() => undefined),
    world.drain().catch(() => undefined),
  ]);
}
