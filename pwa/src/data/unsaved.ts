/** Text that is in the page and not yet in the database, by where it is typed: the newest of each. */
const held = new Map<string, number>();
let count = 0;

/** Notes that a text is being kept; the answer is to be called when it is. A newer one stays noted. */
export function unsaved(key: string): () => void {
  const mine = ++count;
  held.set(key, mine);
  return () => {
    if (held.get(key) === mine) held.delete(key);
  };
}

/** Whether a reload would lose what somebody typed. */
export const hasUnsavedText = (): boolean => held.size > 0;
