import { openStore } from '../data/open';
import type { Draft } from '../records/kinds';
import { toastUndo } from '../ui/Toast';

/** Writes and says so, with the way back: `back` is written when it is taken. Rejects with NotKept. */
export async function writeWithUndo(drafts: Draft[], told: string, back: Draft[]): Promise<void> {
  const store = await openStore();
  await store.write(drafts);
  toastUndo(told, () => void store.write(back));
}
