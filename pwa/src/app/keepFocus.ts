/**
 * The focus is never lost: when what had it is taken off the screen (an answer was given, a row is gone), it
 * goes to what has come into its place, else to the heading. A screen that places it itself has done so before.
 */

const FOCUSABLE = 'a[href], button:not(:disabled), input, textarea, select, [tabindex]';

/** What had the focus last, and whose child it and each of those around it were, at which place. */
let last: Element | undefined;
let around: { parent: Element; place: number }[] = [];

function remember(element: Element): void {
  last = element;
  around = [];
  for (let one = element; one.parentElement; one = one.parentElement)
    around.push({ parent: one.parentElement, place: [...one.parentElement.children].indexOf(one) });
}

/** The one that may be focused in this element, or is it. */
const firstIn = (element: Element | undefined): HTMLElement | undefined => {
  if (element?.matches(FOCUSABLE)) return element as HTMLElement;
  return element?.querySelector<HTMLElement>(FOCUSABLE) ?? undefined;
};

function restore(): void {
  if (document.activeElement !== document.body || !last || last.isConnected) return;
  const held = around.find(({ parent }) => parent.isConnected);
  const { children } = held?.parent ?? document.body;
  const isOwn = held?.parent.closest('main *') !== null;
  const next = isOwn && held ? (children[held.place] ?? children[held.place - 1]) : undefined;
  const target =
    firstIn(next) ??
    document.querySelector<HTMLElement>('main h1') ??
    document.querySelector('main');
  target?.focus({ preventScroll: target.localName === 'h1' });
}

/** A sheet that closes and a list of answers give it on themselves, in less than so many ms. */
const PATIENCE = 200;

/** Begins it; what is taken away is known once everything else that is to be drawn has been. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target !== document.body) remember(target);
  });
  new MutationObserver((changes) => {
    if (changes.some(({ removedNodes }) => removedNodes.length > 0)) setTimeout(restore, PATIENCE);
  }).observe(document.body, { childList: true, subtree: true });
}
