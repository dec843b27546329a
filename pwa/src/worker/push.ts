/**
 * Handles a push.
 *
 * 1. Always shows something: after three pushes without a notification, iOS ends the subscription
 *    (https://developer.apple.com/videos/play/wwdc2022/10098/, at 13:34).
 * 2. A morning is shown once. If the server had to send it again (it was killed between sending and storing
 *    that), it silently replaces the one on the screen. If that one has been answered already, the second is
 *    shown and closed at once. Two that arrive together are handled one after the other.
 * 3. The badge on the icon is set, if icons have badges.
 * 4. The outbox is sent: with no window open, a push is one of the few occasions.
 */
import type { Lock } from '../syncing/lock';
import type { Message, NotificationData } from './payload';
import { readMessage } from './payload';

/** What a push needs of its surroundings, so that tests can replace it. */
export interface PushWorld {
  generic(): Promise<{ title: string; body: string }>;
  maxActions: number;
  show(title: string, options: NotificationOptions & { actions?: unknown }): Promise<void>;
  onScreen(tag: string): Promise<{ close(): void }[]>;
  wasShown(morning: string): Promise<boolean>;
  remember(morning: string): Promise<void>;
  /** Runs the handling of one morning alone, also if two pushes arrive at once. */
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

/** Shows `message`; if the browser refuses its options, only its texts. */
async function show(message: Message, world: PushWorld, silent: boolean): Promise<void> {
  try {
    await world.show(message.title, { ...optionsOf(message, world.maxActions), silent });
  } catch {
    await world.show(message.title, { body: message.body, tag: message.tag });
  }
}

/** Runs `work` by `world.alone`; if the lock is not available, runs it anyway, so that the prompt is shown. */
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
  // If the memory cannot be read, the prompt is shown anyway.
  const again = morning !== null && (await world.wasShown(morning).catch(() => false));
  const before = again ? await world.onScreen(message.tag).catch(() => []) : [];
  await show(message, world, again);
  if (again && before.length === 0) {
    const shown = await world.onScreen(message.tag).catch(() => []);
    for (const notification of shown) notification.close();
  }
  // Stored only after it is shown: if the worker is ended in between, it may be shown twice under one tag,
  // but is never lost.
  if (morning && !again) await world.remember(morning).catch(() => undefined);
}

/** Handles one push; `raw` is its text, null if it has none. Rejects only if nothing can be shown. */
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
