/**
 * Keeps the keyboard focus on the screen. If the focused element is removed (a row is answered, or deleted),
 * the focus moves to the element that took its place, or to the heading. A screen that places the focus
 * itself has done so before this runs.
 */

const FOCUSABLE = 'a[href], button:not(:disabled), input, textarea, select, [tabindex]';

/** The element that last had the focus, and for it and each ancestor: its parent and its index there. */
let last: Element | undefined;
let around: { parent: Element; place: number }[] = [];

function remember(element: Element): void {
  last = element;
  around = [];
  for (let one = element; one.parentElement; one = one.parentElement)
    around.push({ parent: one.parentElement, place: [...one.parentElement.children].indexOf(one) });
}

/** Returns the element itself if it can have the focus, else the first such element in it. */
const firstIn = (element: Element | null | undefined): HTMLElement | undefined => {
  if (element?.matches(FOCUSABLE)) return element as HTMLElement;
  return element?.querySelector<HTMLElement>(FOCUSABLE) ?? undefined;
};

function restore(): void {
  if (document.activeElement !== document.body || !last || last.isConnected) return;
  const held = around.find(({ parent }) => parent.isConnected && parent.closest('main *'));
  const next = held && (held.parent.children[held.place] ?? held.parent.children[held.place - 1]);
  const target =
    firstIn(next) ??
    document.querySelector<HTMLElement>('main h1') ??
    document.querySelector('main');
  target?.focus({ preventScroll: target.localName === 'h1' });
}

/** The last tap was on Undo: the focus goes to what it brings back. */
let isUndone = false;

function welcome(changes: MutationRecord[]): void {
  if (document.activeElement?.matches('main *:not(h1), dialog *')) return;
  const target = changes
    .flatMap(({ addedNodes }) => [...addedNodes] as Element[])
    .map((node) => firstIn(node.matches?.('main li') ? node : node.querySelector?.('main li')))
    .find(Boolean);
  if (target) isUndone = false;
  target?.focus();
}

/** How long to wait for a closing sheet or an answered list, which place the focus themselves, in ms. */
const PATIENCE = 200;

/** Starts watching. Looks for a removed element only after everything else has been drawn. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target !== document.body) remember(target);
  });
  document.addEventListener('click', ({ target }) => {
    isUndone = (target as Element).matches('.toast *');
  });
  new MutationObserver((changes) => {
    if (isUndone) welcome(changes);
    if (changes.some(({ removedNodes }) => removedNodes.length > 0)) setTimeout(restore, PATIENCE);
  }).observe(document.body, { childList: true, subtree: true });
}
