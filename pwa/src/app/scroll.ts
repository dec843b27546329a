/** The list one comes back to is where one left it. Pages scroll inside `main`, so the browser does not remember. */
const left = new Map<string, number>();
let current = '';

/** Called on each scroll of `main`. */
export function rememberScroll(top: number): void {
  left.set(current, top);
}

/** After a move to `path`: to the top for a new page, to where it was for one that is returned to. */
export function placeScroll(main: HTMLElement, path: string, returned: boolean): void {
  current = path;
  const top = returned ? (left.get(path) ?? 0) : 0;
  main.scrollTop = top;
  if (!top) return;
  // Lists fill in a moment later, when the database has answered.
  const started = performance.now();
  const retry = () => {
    if (current !== path || main.scrollTop >= top || performance.now() - started > 3000) return;
    main.scrollTop = top;
    requestAnimationFrame(retry);
  };
  requestAnimationFrame(retry);
}
