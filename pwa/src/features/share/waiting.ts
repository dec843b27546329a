/** What other apps shared, until the user takes or discards it. */
import { signal } from '@preact/signals';
import { openStore } from '../../data/open';
import { SHARED } from '../../data/sharedKeys';
import type { Store } from '../../data/store';
import { evening } from '../../texts/evening';
import { go } from '../../ui/navigation';
import { ripen } from '../attachments/raw';
import { jot } from '../capture/jotting';
import { contactsIn } from './contact';
import { type Line, readShared, type Shared, textsOf, unread } from './read';

/** As the worker stored it; with `reading` while it is being read; then the lines it was read as. */
interface Kept extends Shared {
  reading?: true;
  lines?: Line[];
}

export interface Waiting {
  key: string;
  lines: Line[];
}

export const waiting = signal<readonly Waiting[]>([]);

/**
 * Reads a share, once. That it is being read is stored first: if reading it makes the app hang, the next
 * start takes it unread.
 */
async function lines(store: Store, key: string, kept: string): Promise<Line[]> {
  const share = JSON.parse(kept) as Kept;
  if (share.lines) return share.lines;
  if (!share.reading) await store.saveDraft(key, JSON.stringify({ ...share, reading: true }));
  const read = withAttached(
    share,
    share.reading ? unread(share) : await readHere(share, () => store.saveDraft(key, kept)),
  );
  await store.saveDraft(key, read.length ? JSON.stringify({ lines: read }) : '');
  return read;
}

/** Reads a share. If the worker that reads vCards is not cached yet, the next start tries again. */
async function readHere(share: Shared, again: () => Promise<void>): Promise<Line[]> {
  try {
    return readShared(share, await contactsIn(textsOf(share)));
  } catch (error) {
    await again();
    throw error;
  }
}

/** The files belong to the first line; without words they are a line of their own. */
function withAttached({ attached }: Shared, [first, ...rest]: Line[]): Line[] {
  if (!attached?.length) return first ? [first, ...rest] : [];
  return [{ ...(first ?? { text: '' }), attached }, ...rest];
}

/** Finds the shares that wait. */
export async function findWaiting(): Promise<void> {
  const store = await openStore();
  const found: Waiting[] = [];
  for (const [key, kept] of await store.drafts(SHARED)) {
    // One that cannot be read does not hold up the others.
    const read = await lines(store, key, kept).catch(() => []);
    if (read.length) found.push({ key, lines: read });
  }
  waiting.value = found;
}

const without = ({ key }: Waiting, rest: Line[] = []): void => {
  waiting.value = waiting.value.flatMap((each) =>
    each.key !== key ? each : rest.length ? { key, lines: rest } : [],
  );
};

/** Puts the first line into the empty field, as a draft that the user may save. In one tab only. */
export async function take(share: Waiting): Promise<void> {
  const [line, ...rest] = share.lines;
  const store = await openStore();
  const had = await store.takeDraft(share.key);
  without(share, had === undefined ? [] : rest);
  if (had === undefined || !line) return;
  const attached: string[] = [];
  const { picture, recording } = evening.shared;
  for (const id of line.attached ?? [])
    if (await ripen(id, { picture, recording })) attached.push(id);
  // A page or a text is about nobody, unless the user says so.
  jot({
    text: line.text,
    ...(attached.length && { attached }),
    ...(line.contact ? { contact: line.contact } : { reading: 'note' }),
  });
  if (rest.length) await store.saveDraft(share.key, JSON.stringify({ lines: rest }));
  go('/');
}

/** Discards a share. Returns the function that restores it. */
export async function discard(share: Waiting): Promise<() => Promise<void>> {
  const store = await openStore();
  await store.saveDraft(share.key, '');
  without(share);
  return async () => {
    await store.saveDraft(share.key, JSON.stringify({ lines: share.lines }));
    waiting.value = [...waiting.value, share];
  };
}
