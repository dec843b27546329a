import { openStore } from '../data/open';

/**
 * Keeps what is being typed under `key`, at each keystroke: while one text is being written, only the
 * newest of those that follow waits. An empty text forgets the draft.
 */
export function draftSaver(key: string): (text: string) => void {
  let wanted: string | undefined;
  let busy = false;
  const write = async () => {
    busy = true;
    try {
      while (wanted !== undefined) {
        const text = wanted;
        wanted = undefined;
        await (await openStore()).saveDraft(key, text);
      }
    } catch {
      // The text is still on the screen; the next keystroke tries again.
    } finally {
      busy = false;
    }
  };
  return (text) => {
    wanted = text;
    if (!busy) void write();
  };
}
