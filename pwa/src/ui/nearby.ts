/** What has come near what is seen of the list that it lies in, and what has left again. */

/** So far beyond the edges of the screen, in px: a flick of the thumb is not quicker than the drawing. */
const MARGIN = 1200;

/** Near, and not seen yet: drawn one after the other, after what is seen. */
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

/** Tells of each coming and going, with the height that `element` had then; returns how to stop. */
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
