/** Restores the scroll position of a list. Pages scroll inside `main`, so the browser does not do it. */
const left = new Map<string, number>();
let current = '';
/** The scroll position of `main`. Reading or setting it there forces a layout of the half-rendered page. */
let at = 0;

/** Called on each scroll of `main`. */
export function rememberScroll(top: number): void {
  at = top;
  left.set(current, top);
}

/** Scrolls after a move to `path`: to the top of a new page, or to where a page was left if it is returned to. */
export function placeScroll(main: HTMLElement, path: string, returned: boolean): void {
  current = path;
  const top = returned ? (left.get(path) ?? 0) : 0;
  if (top !== at) main.scrollTop = top;
  if (!top) return;
  // Lists grow a moment later, when the database has answered.
  const started = performance.now();
  const retry = () => {
    if (current !== path || main.scrollTop >= top || performance.now() - started > 3000) return;
    main.scrollTop = top;
    requestAnimationFrame(retry);
  };
  requestAnimationFrame(retry);
}
