/** Watches which elements of a list come near the visible part, and which leave it. */

/**
 * The distance from the visible part that counts as near, in px: further than a flick of the thumb scrolls
 * before the rows are drawn.
 */
const MARGIN = 1200;

/** Elements near but not visible: they are drawn one after the other, after the visible ones. */
const waiting = new Map<Element, number>();

function drawNext(): void {
  const [next] = waiting;
  if (!next) return;
  const [element, height] = next;
  waiting.delete(element);
  hearers.get(element)?.(true, height);
  if (waiting.size > 0) setTimeout(drawNext);
}

type Heard = (near: boolean, height: number) => void;

const hearers = new WeakMap<Element, Heard>();
const observers = new WeakMap<Element, IntersectionObserver>();

function observerOf(scroller: Element): IntersectionObserver {
  const known = observers.get(scroller);
  if (known) return known;
  const made = new IntersectionObserver(
    (entries) => {
      const isIdle = waiting.size === 0;
      for (const { target, isIntersecting, boundingClientRect: box, rootBounds } of entries) {
        waiting.delete(target);
        const isSeen =
          !rootBounds ||
          (box.bottom > rootBounds.top + MARGIN && box.top < rootBounds.bottom - MARGIN);
        if (isIntersecting && !isSeen) waiting.set(target, box.height);
        else hearers.get(target)?.(isIntersecting, box.height);
      }
      if (isIdle && waiting.size > 0) setTimeout(drawNext);
    },
    { root: scroller, rootMargin: `${MARGIN}px 0px` },
  );
  observers.set(scroller, made);
  return made;
}

/** Draws a watched element at once, wherever it is: somebody goes there. */
export function drawNow(element: Element): void {
  waiting.delete(element);
  hearers.get(element)?.(true, 0);
}

/** Calls `heard` when `element` comes near or leaves, with its height. Returns the function that stops. */
export function watchNearby(element: Element, heard: Heard): () => void {
  const scroller = element.closest('main, .pane') ?? document.body;
  const observer = observerOf(scroller);
  hearers.set(element, heard);
  observer.observe(element);
  return () => {
    waiting.delete(element);
    observer.unobserve(element);
  };
}
