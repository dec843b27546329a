/** Where the focus goes when what had it goes away: never to the page as a whole. */

const FOCUSABLE = 'a[href], button:not(:disabled), [tabindex]';

/** On the title of the page. */
function focusTitle(): void {
  const title = document.querySelector<HTMLElement>('main h1');
  if (title) title.tabIndex = -1;
  title?.focus({ preventScroll: true });
}

/**
 * Called before `leaving` is taken off the screen; what it returns is called after, and puts the focus
 * on the next of `among` (else the one before), or on the title of the page where none is left.
 */
export function focusNeighbour(leaving: Element | null, among: string): () => void {
  const all = [...document.querySelectorAll(among)];
  const place = leaving ? all.indexOf(leaving) : -1;
  const neighbour = all[place + 1] ?? all[place - 1];
  return () => {
    const target = neighbour?.isConnected && neighbour.querySelector<HTMLElement>(FOCUSABLE);
    if (target) target.focus();
    else focusTitle();
  };
}

/** After a form was refused: on the first field that is wrong; else what has sent it keeps the focus. */
export function focusWrong(form: Element): void {
  // Once it is drawn. A button that cannot be pressed meanwhile has lost it.
  setTimeout(() => {
    const wrong = form.querySelector<HTMLElement>('[aria-invalid]');
    if (wrong) wrong.focus();
    else if (document.activeElement === document.body)
      form.querySelector<HTMLElement>('[type=submit]')?.focus();
  }, 50);
}
