/** Moving between screens from code; links need none of this, the router listens to them. */

let moved = false;

/** Called by the router after each move inside the app. */
export function noteMove(): void {
  moved = true;
}

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

/** Whether this click leads to another screen of the app, as the router will see it. */
export function isAway(click: MouseEvent): boolean {
  if (click.button || click.ctrlKey || click.metaKey || click.altKey || click.shiftKey)
    return false;
  const link = click.composedPath().find((part) => part instanceof HTMLAnchorElement);
  return (
    link?.origin === location.origin &&
    !link.target &&
    !link.download &&
    link.pathname !== location.pathname
  );
}

/** Where to go on, as an address says: within the app, else its first screen. */
export const onwards = (then: string | undefined): string =>
  then && /^\/(?![/\\])/.test(then) ? then : '/';

/** Back to where one came from; a page opened from a notification has no such place, only `fallback`. */
export function goBack(fallback: string): void {
  const { navigation } = window as { navigation?: { canGoBack: boolean } };
  if (navigation ? navigation.canGoBack : moved) history.back();
  else go(fallback, true);
}
