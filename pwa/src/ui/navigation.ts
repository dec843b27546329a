/** Moving between screens from code; links need none of this, the router listens to them. */

let moved = false;

/** Called by the router after each move inside the app. */
export function noteMove(): void {
  moved = true;
}

/** Whether there is a page of the app before this one. */
export const hasMoved = (): boolean => moved;

/**
 * Opens `url` (path and query) inside the app; `replace` leaves the present page out of the history.
 * `state` stays with the new one, also when it is loaded again.
 */
export function go(url: string, replace = false, state: object | null = null): void {
  const { sheets = 0 } = (history.state ?? {}) as { sheets?: number };
  if (replace && sheets) {
    // The page that is to be replaced lies below its sheets.
    addEventListener('popstate', () => go(url, true, state), { once: true });
    history.go(-sheets);
    return;
  }
  if (replace) history.replaceState(state, '', url);
  else history.pushState(state, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
}
