import { openStore } from '../../data/open';
import { outing } from '../../texts/outing';
import { toast } from '../../ui/Toast';
import { type Jotting, jotting, keepDraft, keepNow } from '../capture/jotting';
import { reachOf } from '../capture/plan';
import { SHARED } from './draftKeys';
import { type Line, readShared, type Shared } from './read';

/** The line in the field with what was shared below it; in an empty field it is read for what it is. */
export function joined(before: Jotting, { text, contact }: Line, now: number): Jotting {
  const startedAt = before.startedAt ?? now;
  if (before.startedAt !== null) {
    const lines = contact ? [text.replace(/ — $/u, ''), ...reachOf(contact)] : [text];
    return { ...before, startedAt, text: [before.text, ...lines].join('\n') };
  }
  // A page or a text is about nobody, unless one says so.
  return { ...before, startedAt, text, ...(contact ? { contact } : { reading: 'note' }) };
}

/** Puts what was shared into the field of the first screen, as a draft: saving it is the user's. */
export async function takeShared(): Promise<void> {
  if (new URLSearchParams(location.search).get('share') === 'failed') {
    history.replaceState(null, '', '/');
    toast(outing.shareFailed);
  }
  const store = await openStore();
  await keepDraft();
  for (const [key, kept] of await store.drafts(SHARED)) {
    const line = readShared(JSON.parse(kept) as Shared);
    if (line) jotting.value = joined(jotting.peek(), line, Date.now());
    // Only once it lies in the draft of the field it may go from where the worker put it.
    await keepNow();
    await store.saveDraft(key, '');
  }
}
