import { onLost } from './open';
import { keepStorage } from './persist';
import { startSession } from './session';
import { isTyping } from './typing';
import { hasUnsavedText } from './unsaved';

const RELOADED = 'karmadex.reloaded';
/** A database that stays broken must not reload the page again and again. In ms. */
const AT_MOST_EVERY = 60_000;

/** Reloads a page that has lost its database, unless that would lose text that is being typed. */
export function reloadWhenLost(page: {
  reload(): void;
  now(): number;
  memory: Pick<Storage, 'getItem' | 'setItem'>;
}): () => void {
  return onLost(() => {
    const before = Number(page.memory.getItem(RELOADED) ?? 0);
    // Until the page is unloaded the user types on, into a field that is no longer stored.
    if (hasUnsavedText() || isTyping() || page.now() - before < AT_MOST_EVERY) return;
    page.memory.setItem(RELOADED, String(page.now()));
    page.reload();
  });
}

/** Starts the parts of the data layer that need a page. Call it once, after the first screen. */
export function startData(): void {
  reloadWhenLost({ reload: () => location.reload(), now: Date.now, memory: sessionStorage });
  keepStorage(navigator.storage);
  // The next start finishes what this one could not.
  void startSession().catch(() => undefined);
}
