/** Moves the focus when the focused element is removed, so that it does not fall back to the page. */

const FOCUSABLE = 'a[href], button:not(:disabled), [tabindex]';

/** Focuses the title of the page. */
function focusTitle(): void {
  const title = document.querySelector<HTMLElement>('main h1');
  if (title) title.tabIndex = -1;
  title?.focus({ preventScroll: true });
}

/**
 * Call it before `leaving` is removed, and the function it returns afterwards: that focuses the next of
 * `among` (else the one before), or the title of the page if none is left.
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

/** After a form was refused, focuses the first invalid field; otherwise the button keeps the focus. */
export function focusWrong(form: Element): void {
  // After it is drawn. A disabled button has lost the focus.
  setTimeout(() => {
    const wrong = form.querySelector<HTMLElement>('[aria-invalid]');
    if (wrong) wrong.focus();
    else if (document.activeElement === document.body)
      form.querySelector<HTMLElement>('[type=submit]')?.focus();
  }, 50);
}
