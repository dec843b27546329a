/** Text that is on the screen and not in the database yet, by field: the number of the newest. */
const held = new Map<string, number>();
let count = 0;

/**
 * Registers that a text is being stored. Returns the function to call when it is. A newer text stays
 * registered.
 */
export function unsaved(key: string): () => void {
  const mine = ++count;
  held.set(key, mine);
  return () => {
    if (held.get(key) === mine) held.delete(key);
  };
}

/** Whether a reload would lose text. */
export const hasUnsavedText = (): boolean => held.size > 0;
