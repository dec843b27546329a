import { signal } from '@preact/signals';
import { putAside, putAsideBefore } from '../data/aside';
import { openStore } from '../data/open';
import { openTabs, thisTab } from '../data/tab';

/** False while the database cannot be opened: nothing can be saved, and the first screen says so. */
export const canKeep = signal(true);

const ownerOf = (key: string): string => key.slice(key.lastIndexOf('@') + 1);

/**
 * Returns the draft under `key` that this tab may continue: its own from before a reload, else one whose tab
 * is closed. This tab then owns it. Drafts of other open tabs are left alone. With `join`, all that were left
 * are joined into one; otherwise one is taken and the others wait.
 */
export async function takeDraft(
  key: string,
  join?: (texts: string[]) => string,
): Promise<string | undefined> {
  const tab = await thisTab();
  const mine = `${key}@${tab}`;
  const isOpen = await openTabs(globalThis.navigator?.locks);
  const isMine = (each: string) => each === mine || !isOpen(ownerOf(each));
  // Its own first. A draft without an owner is of an earlier version of the app.
  const inOrder = (keys: string[]) => [
    ...keys.filter((each) => each === mine),
    ...keys.filter((each) => each !== mine),
  ];
  // Drafts put aside while the database took nothing are newer than those in it.
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
 * Stores at each key press what is typed in this tab under `key`. While one text is being written, only the
 * newest of those that follow waits. An empty text deletes the draft. If the database takes nothing, the text
 * is put aside (`aside.ts`).
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
      // The text is still on the screen; the next key press tries again.
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
