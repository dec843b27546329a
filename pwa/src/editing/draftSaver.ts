import { signal } from '@preact/signals';
import { putAside, putAsideBefore } from '../data/aside';
import { openStore } from '../data/open';
import { openTabs, thisTab } from '../data/tab';

/** False while the database cannot be opened: nothing can be saved then, and the first screen says so. */
export const canKeep = signal(true);

const ownerOf = (key: string): string => key.slice(key.lastIndexOf('@') + 1);

/**
 * The draft under `key` that is this tab's to go on with: its own from before a reload, else one whose
 * tab is gone. Whoever takes it is its owner from then on; that of another open tab is left alone.
 * With `join` all that were left are taken, and made one; else one, and the others wait.
 */
export async function takeDraft(
  key: string,
  join?: (texts: string[]) => string,
): Promise<string | undefined> {
  const tab = await thisTab();
  const mine = `${key}@${tab}`;
  const isOpen = await openTabs(globalThis.navigator?.locks);
  const isMine = (each: string) => each === mine || !isOpen(ownerOf(each));
  // One's own first; one without an owner is of an earlier version of the app.
  const inOrder = (keys: string[]) => [
    ...keys.filter((each) => each === mine),
    ...keys.filter((each) => each !== mine),
  ];
  // Put aside while the database took nothing: later than what it holds.
  const aside = putAsideBefore(`${key}@`).filter(([each]) => isMine(each));
  const late = aside.find(([each]) => each === mine) ?? aside[0];
  try {
    const store = await openStore();
    const kept = (await store.drafts(`${key}@`)).map(([each]) => each).filter(isMine);
    const found = inOrder([...kept, key]);
    const given = join ? found : found.includes(mine) && kept.includes(mine) ? [mine] : found;
    const text = await firstOf(store, given, mine, join);
    canKeep.value = true;
    if (!late) return text;
    const both = join && text !== undefined ? join([text, late[1]]) : late[1];
    await store.saveDraft(mine, both);
    putAside(late[0], '');
    return both;
  } catch {
    canKeep.value = false;
    return late?.[1];
  }
}

async function firstOf(
  store: Awaited<ReturnType<typeof openStore>>,
  keys: readonly string[],
  mine: string,
  join: ((texts: string[]) => string) | undefined,
): Promise<string | undefined> {
  if (join) return store.claimDrafts(keys, mine, join);
  for (const key of keys) {
    const text = await store.claimDrafts([key], mine, ([one = '']) => one);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * Keeps what is being typed in this tab under `key`, at each keystroke: while one text is being written,
 * only the newest of those that follow waits. An empty text forgets the draft. Where the database takes
 * nothing it is put aside.
 */
export function draftSaver(key: string): (text: string) => void {
  let wanted: string | undefined;
  let busy = false;
  let isAside = false;
  const keep = async (text: string) => {
    const mine = `${key}@${await thisTab()}`;
    try {
      await (await openStore()).saveDraft(mine, text);
      canKeep.value = true;
      if (isAside) putAside(mine, '');
      isAside = false;
    } catch {
      // The text is still on the screen, too; the next keystroke tries again.
      isAside = putAside(mine, text);
    }
  };
  const write = async () => {
    busy = true;
    while (wanted !== undefined) {
      const text = wanted;
      wanted = undefined;
      await keep(text);
    }
    busy = false;
  };
  return (text) => {
    wanted = text;
    if (!busy) void write();
  };
}
