import { effect } from '@preact/signals';
import { onSwitch, openStore } from '../data/open';
import { me } from '../data/session';
import { startData } from '../data/start';
import { forget } from '../features/capture/jotting';
import { keepBadge } from '../prompts/badge';
import { mendAtStart } from '../prompts/morning';
import { startSync } from '../sync/triggers';
import { go } from './moves';
import { fetchWords, language, speakNext } from './texts/language';
import { registerWorker } from './update';

// Loaded with it: one tap after the first screen, the evening can be named without waiting.
import '../features/events/EveningSheet';

export { Notices } from './Notices';

/** What the app does beside being typed in: loaded once the first screen stands. */
export function begin(): void {
  // The account may have been given another language on another phone.
  effect(() => void (me.value && speakNext(me.value.language)));
  // From then on they are there without a network, too.
  if (navigator.serviceWorker?.controller) void fetchWords(language).catch(() => undefined);
  startData();
  startSync();
  // Signing out takes along what was being typed, too.
  onSwitch(() => {
    void openStore().then(({ account }) => account === null && forget());
  });
  keepBadge();
  if (navigator.serviceWorker && import.meta.env.PROD) {
    void registerWorker(navigator.serviceWorker, go, () => location.reload());
  }
  // Without a network there is nothing to compare the subscription with; the next start does it.
  void mendAtStart().catch(() => undefined);
}
