import { effect } from '@preact/signals';
import { getDeviceSetting } from '../data/deviceSettings';
import { onSwitch, openStore } from '../data/open';
import { me, wipeForOwner } from '../data/session';
import { SHARED } from '../data/sharedKeys';
import { startData } from '../data/start';
import { NotKept } from '../data/write';
import { forget } from '../features/capture/jotting';
import { watchShortcuts } from '../features/shortcuts/shortcuts';
import { keepBadge } from '../prompts/badge';
import { startSync } from '../syncing/triggers';
import { phone } from '../syncing/wiping';
import { t } from '../texts';
import { withIdleTexts } from '../texts/idleTexts';
import { fetchTexts, language, speakNext, withTexts } from '../texts/language';
import { go } from '../ui/navigation';
import { toast } from '../ui/Toast';
import { keepFocus } from './keepFocus';
import { sharedNotice } from './Notices';
import { registerWorker } from './update';

export { Notices } from './Notices';

/** Starts everything that the first screen does not need. Called once it has been drawn. */
export function begin(): void {
  // The language of the account may have been changed on another phone.
  effect(() => void (me.value && speakNext(me.value.language)));
  // The service worker keeps them from then on, so they work without a network too.
  if (navigator.serviceWorker?.controller) {
    void fetchTexts(language).catch(() => undefined);
    // The sheet that names an evening. Without a worker it is loaded when it is opened.
    void import('../features/events/EveningSheet').catch(() => undefined);
  }
  startData();
  watchShortcuts();
  keepFocus();
  phone.wipe = () => wipeForOwner().then(() => location.replace('/'));
  void tellOfWiping().catch(() => undefined);
  startSync();
  // Forms show their own errors; this tells about buttons that stand alone.
  addEventListener('unhandledrejection', ({ reason }) => {
    if (reason instanceof NotKept) toast(t.common.notKept);
  });
  // Signing out also discards the text that is being typed.
  onSwitch(() => {
    void openStore().then(({ account }) => account === null && forget());
  });
  keepBadge();
  // A first visit loads none of this: the worker fetches it when the phone is idle.
  const isFirst = !navigator.serviceWorker?.controller;
  const begin = () => import('./idle.begin').then(({ begin }) => begin());
  setTimeout(() => void begin().catch(() => undefined), isFirst ? 15_000 : 0);
  const ahead = () => withIdleTexts(() => import('./idle.ahead'));
  setTimeout(
    () =>
      void ahead().then(
        ({ goAhead }) => goAhead(isFirst),
        () => undefined,
      ),
    isFirst ? 15_000 : 2_000,
  );
  void takeShared().catch(() => undefined);
  if (navigator.serviceWorker && import.meta.env.PROD) {
    void registerWorker(navigator.serviceWorker, go, () => location.reload());
  }
  void mendPrompt().catch(() => undefined);
}

/**
 * Repairs the push subscription if the user has turned prompts on. Offline it does nothing; the next start
 * tries again.
 */
async function mendPrompt(): Promise<void> {
  if (globalThis.Notification?.permission !== 'granted') return;
  const { mendAtStart } = await import('../prompts/morning');
  await mendAtStart();
}

/** Explains why the phone is empty, to whoever holds it now: its owner had it wiped. */
async function tellOfWiping(): Promise<void> {
  if (!(await getDeviceSetting('wiped_for_owner'))) return;
  const { WipedNotice } = await withIdleTexts(() => import('../features/keys/idle.wiped'));
  sharedNotice.value = WipedNotice;
}

/** Offers what other apps shared. Loads the code only when something is there. */
async function takeShared(): Promise<void> {
  const waiting = (await (await openStore()).drafts(SHARED)).length > 0;
  if (!waiting && !location.search.startsWith('?share=')) return;
  try {
    const { offerShared } = await withTexts(() => import('../features/share/idle.share'));
    sharedNotice.value = await offerShared();
  } catch {
    // It stays in the database, and the next start offers it.
    toast(t.common.notLoaded);
  }
}
