/** Navigates from code. Links need none of this, because the router handles them. */

let moved = false;

/** Called by the router after each move inside the app. */
export function noteMove(): void {
  moved = true;
}

/** Whether there is a page of the app before this one. */
export const hasMoved = (): boolean => moved;

/**
 * Opens `url` (path and query) inside the app; `replace` removes the current page from the history. `state`
 * stays with the new entry, also after a reload.
 */
export function go(url: string, replace = false, state: object | null = null): void {
  const { sheets = 0 } = (history.state ?? {}) as { sheets?: number };
  if (replace && sheets) {
    // The page to be replaced is below the entries of its sheets.
    addEventListener('popstate', () => go(url, true, state), { once: true });
    history.go(-sheets);
    return;
  }
  if (replace) history.replaceState(state, '', url);
  else history.pushState(state, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
}
