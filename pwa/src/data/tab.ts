/**
 * This tab, as the owner of what is typed in it: a name under which it holds a Web Lock for as long as
 * the page lives. sessionStorage brings the name through a reload, but *Duplicate tab* copies it: who
 * finds it held takes another.
 */
import { newId } from '../records/uuid';

const KEY = 'karmadex.tab';
/** A page that is being reloaded may hold its lock for a moment longer, in ms. */
const PATIENCE = 1_000;

const lockOf = (tab: string): string => `karmadex-tab-${tab}`;

/** Resolves with whether this page holds the lock now, and keeps it to its end. */
function hold(locks: LockManager, tab: string, patience: number): Promise<boolean> {
  return new Promise((answer) => {
    const asked = locks.request(lockOf(tab), { signal: AbortSignal.timeout(patience) }, () => {
      answer(true);
      return new Promise<never>(() => undefined);
    });
    asked.catch(() => answer(false));
  });
}

/** `memory`: what a reload brings back; a browser may forbid it. */
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

/** The tabs that are open now; none that can be told where there are no Web Locks. */
export async function openTabs(locks: LockManager | undefined): Promise<(tab: string) => boolean> {
  const held = new Set((await locks?.query())?.held?.map(({ name }) => name));
  return (tab) => held.has(lockOf(tab));
}

function session(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    // A browser that forbids it keeps no name: a reload is a new tab, and takes the old one's drafts.
    return undefined;
  }
}

let mine: Promise<string> | undefined;

export const thisTab = (): Promise<string> => {
  mine ??= claimTab(globalThis.navigator?.locks, session()).catch(() => newId());
  return mine;
};
