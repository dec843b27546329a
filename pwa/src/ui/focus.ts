/** Where the focus goes when what had it goes away: never to the page as a whole. */

const FOCUSABLE = 'a[href], button:not(:disabled), [tabindex]';

/**
 * Called before `leaving` is taken off the screen; what it returns is called after, and puts the focus
 * on the next of `among` (else the one before), or on the title of the page where none is left.
 */
export function focusNeighbour(leaving: Element | null, among: string): () => void {
  const all = [...document.querySelectorAll(among)];
  const place = leaving ? all.indexOf(leaving) : -1;
  const neighbour = all[place + 1] ?? all[place - 1];
  return () => {
    const target = neighbour?.isConnected
      ? neighbour.querySelector<HTMLElement>(FOCUSABLE)
      : document.querySelector<HTMLElement>('main h1');
    if (target?.tagName === 'H1') target.tabIndex = -1;
    target?.focus();
  };
}
