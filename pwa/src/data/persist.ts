import { setDeviceSettings } from './deviceSettings';
import { onWrite } from './open';

/**
 * Asks the browser, after the first saved note, to keep our storage when the disk fills up, and stores its
 * answer. Only a page can ask.
 */
export function keepStorage(storage: Partial<StorageManager> | undefined): () => void {
  const stop = onWrite((kinds) => {
    if (!kinds.has('note')) return;
    stop();
    void storage
      ?.persist?.()
      .then((persisted) => setDeviceSettings({ persisted }))
      // Optional: without it the notes are as safe as the browser keeps them by default.
      .catch(() => undefined);
  });
  return stop;
}
