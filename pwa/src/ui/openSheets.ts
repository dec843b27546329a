/**
 * Back closes a sheet, and leaves the page only if none is open. Each sheet has a history entry, whose
 * `sheets` is the number of open sheets.
 */

const open: (() => void)[] = [];
/** We are leaving an entry ourselves, and its popstate event has not arrived. */
let isLeaving = false;
let isDue = false;

const entries = (): number => (history.state as { sheets?: number } | null)?.sheets ?? 0;

/** Makes the history match the open sheets. A sheet that follows another takes over its entry. */
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

/** Call it when a sheet opens. Returns the function to call when it is closed. */
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
