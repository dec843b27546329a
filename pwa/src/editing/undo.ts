import { openStore } from '../data/open';
import type { Draft } from '../records/kinds';
import { toastUndo } from '../ui/Toast';

/** Writes and shows a toast with *Undo*. Rejects with NotKept. */
export async function writeWithUndo(drafts: Draft[], told: string): Promise<void> {
  const store = await openStore();
  toastUndo(told, await store.write(drafts));
}
