import { effect } from '@preact/signals';
import { getDeviceSetting } from '../data/deviceSettings';
import { onSwitch, openStore } from '../data/open';
import { me, wipeForOwner } from '../data/session';
import { startData } from '../data/start';
import { NotKept } from '../data/write';
import { forget } from '../features/capture/jotting';
import { SHARED } from '../features/share/draftKeys';
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

/** What the app does beside being typed in: loaded once the first screen stands. */
export function begin(): void {
  // The account may have been given another language on another phone.
  effect(() => void (me.value && speakNext(me.value.language)));
  // From then on they are there without a network, too.
  if (navigator.serviceWorker?.controller) {
    void fetchTexts(language).catch(() => undefined);
    // And whoever names the evening. Before there is a worker, the tap on it loads it.
    void import('../features/events/EveningSheet').catch(() => undefined);
  }
  startData();
  watchShortcuts();
  keepFocus();
  phone.wipe = () => wipeForOwner().then(() => location.replace('/'));
  void tellOfWiping().catch(() => undefined);
  startSync();
  // A form says so itself; of a tap that stands alone it is told here.
  addEventListener('unhandledrejection', ({ reason }) => {
    if (reason instanceof NotKept) toast(t.common.notKept);
  });
  // Signing out takes along what was being typed, too.
  onSwitch(() => {
    void openStore().then(({ account }) => account === null && forget());
  });
  keepBadge();
  // A first visit loads none of it: the worker fetches it when the phone is idle.
  const isFirst = !navigator.serviceWorker?.controller;
  const begin = () => import('../features/attachments/idle.begin').then(({ begin }) => begin());
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

/** Where somebody has said yes to the prompt. Offline nothing can be compared; the next start does it. */
async function mendPrompt(): Promise<void> {
  if (globalThis.Notification?.permission !== 'granted') return;
  const { mendAtStart } = await import('../prompts/morning');
  await mendAtStart();
}

/** Whoever has this phone reads why nothing is on it any more. */
async function tellOfWiping(): Promise<void> {
  if (!(await getDeviceSetting('wiped_for_owner'))) return;
  const { WipedNotice } = await withIdleTexts(() => import('../features/keys/idle.wiped'));
  sharedNotice.value = WipedNotice;
}

/** What other apps shared; the code for it loads only when there is something. */
async function takeShared(): Promise<void> {
  const waiting = (await (await openStore()).drafts(SHARED)).length > 0;
  if (!waiting && !location.search.startsWith('?share=')) return;
  try {
    const { takeShared } = await withTexts(() => import('../features/share/idle.share'));
    sharedNotice.value = await takeShared();
  } catch {
    // It waits in the database: the next start takes it.
    toast(t.common.notLoaded);
  }
}
