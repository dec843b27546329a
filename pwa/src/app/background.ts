import { keepStorage } from '../data/persist';
import { startSession } from '../data/session';
import { keepBadge } from '../prompts/badge';
import { mendAtStart } from '../prompts/morning';
import { startSync } from '../sync/triggers';
import { go } from './moves';
import { registerWorker } from './update';

/** What the app does beside being typed in: loaded once the first screen stands. */
export function begin(): void {
  startSync();
  void startSession().catch(() => undefined);
  keepStorage(navigator.storage);
  keepBadge();
  registerWorker((path) => go(path));
  // Without a network there is nothing to compare the subscription with; the next start does it.
  void mendAtStart().catch(() => undefined);
}
