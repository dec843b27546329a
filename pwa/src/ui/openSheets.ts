/**
 * Back closes a sheet, and leaves the page only when none is open: each sheet has an entry in the history,
 * which says how many are open at it (`sheets`).
 */

const open: (() => void)[] = [];
/** An entry is being left by ourselves, and the browser has not said yet that it is. */
let isLeaving = false;
let isDue = false;

const entries = (): number => (history.state as { sheets?: number } | null)?.sheets ?? 0;

/** Brings the entries in step with what is open. One sheet that follows another takes its entry over. */
function settle(): void {
  isDue = false;
  if (isLeaving) return;
  for (let count = entries(); count < open.length; count++)
    history.pushState({ ...history.state, sheets: count + 1 }, '');
  if (entries() > open.length) {
    isLeaving = true;
    history.go(open.length - entries());
  }
}

function soon(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(settle);
}

function moved(): void {
  if (!isLeaving) for (const close of open.slice(entries()).reverse()) close();
  isLeaving = false;
  soon();
}

let isWatched = false;

/** Called by a sheet that opens; returns what it calls when it is gone. */
export function noteOpen(close: () => void): () => void {
  if (!isWatched) addEventListener('popstate', moved);
  isWatched = true;
  open.push(close);
  soon();
  return () => {
    open.splice(open.indexOf(close), 1);
    soon();
  };
}
