import { setDeviceSettings } from './deviceSettings';
import { onWrite } from './open';

/**
 * After the first saved note the browser is asked to keep our storage when the phone runs full; its
 * answer is remembered. Only a page can ask.
 */
export function keepStorage(storage: Partial<StorageManager> | undefined): () => void {
  const stop = onWrite((kinds) => {
    if (!kinds.has('note')) return;
    stop();
    void storage
      ?.persist?.()
      .then((persisted) => setDeviceSettings({ persisted }))
      // It is a favour: without it the notes are as safe as the browser makes them.
      .catch(() => undefined);
  });
  return stop;
}
