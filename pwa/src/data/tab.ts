/**
 * An id for this tab, under which its drafts are stored. The tab holds a Web Lock of that name while the page
 * lives. sessionStorage keeps the id over a reload, but *Duplicate tab* copies it: a tab that finds its lock
 * taken makes a new id.
 */
import { newId } from '../records/uuid';

const KEY = 'karmadex.tab';
/** How long a page that is being reloaded may keep its lock, in ms. */
const PATIENCE = 1_000;

const lockOf = (tab: string): string => `karmadex-tab-${tab}`;

/** Resolves with whether this page has the lock. If so, it keeps it as long as it lives. */
function hold(locks: LockManager, tab: string, patience: number): Promise<boolean> {
  return new Promise((answer) => {
    const asked = locks.request(lockOf(tab), { signal: AbortSignal.timeout(patience) }, () => {
      answer(true);
      return new Promise<never>(() => undefined);
    });
    asked.catch(() => answer(false));
  });
}

/** `memory`: the storage that survives a reload; a browser may forbid it. */
export async function claimTab(
  locks: LockManager | undefined,
  memory: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  patience = PATIENCE,
): Promise<string> {
  const before = memory?.getItem(KEY);
  if (before && (!locks || (await hold(locks, before, patience)))) return before;
  const tab = newId();
  if (locks) await hold(locks, tab, patience);
  memory?.setItem(KEY, tab);
  return tab;
}

/** Returns a function that tells whether a tab is open. Without Web Locks none is known to be. */
export async function openTabs(locks: LockManager | undefined): Promise<(tab: string) => boolean> {
  const held = new Set((await locks?.query())?.held?.map(({ name }) => name));
  return (tab) => held.has(lockOf(tab));
}

function session(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    // If the browser forbids the storage, a reload is a new tab and takes the old one's drafts.
    return undefined;
  }
}

let mine: Promise<string> | undefined;

export const thisTab = (): Promise<string> => {
  mine ??= claimTab(globalThis.navigator?.locks, session()).catch(() => newId());
  return mine;
};
