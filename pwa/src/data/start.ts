import { onLost } from './open';
import { keepStorage } from './persist';
import { startSession } from './session';
import { isTyping } from './typing';
import { hasUnsavedText } from './unsaved';

const RELOADED = 'karmadex.reloaded';
/** A database that stays broken must not reload the page for ever. */
const AT_MOST_EVERY = 60_000;

/** A page whose database is gone starts anew, unless that would lose what is being typed. */
export function reloadWhenLost(page: {
  reload(): void;
  now(): number;
  memory: Pick<Storage, 'getItem' | 'setItem'>;
}): () => void {
  return onLost(() => {
    const before = Number(page.memory.getItem(RELOADED) ?? 0);
    // Until the page is gone one types on, into a field that nothing keeps any more.
    if (hasUnsavedText() || isTyping() || page.now() - before < AT_MOST_EVERY) return;
    page.memory.setItem(RELOADED, String(page.now()));
    page.reload();
  });
}

/** What the records need of a page beside being read and written: call once, after the first screen. */
export function startData(): void {
  reloadWhenLost({ reload: () => location.reload(), now: Date.now, memory: sessionStorage });
  keepStorage(navigator.storage);
  // Whatever it could not finish now, the next start does.
  void startSession().catch(() => undefined);
}
