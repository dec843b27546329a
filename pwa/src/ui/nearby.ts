/** What has come near what is seen of the list that it lies in, and what has left again. */

/** So far beyond the edges of the screen, in px: a flick of the thumb is not quicker than the drawing. */
const MARGIN = 1200;

type Heard = (near: boolean, height: number) => void;

const hearers = new WeakMap<Element, Heard>();
const observers = new WeakMap<Element, IntersectionObserver>();

function observerOf(scroller: Element): IntersectionObserver {
  const known = observers.get(scroller);
  if (known) return known;
  const made = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        hearers.get(target)?.(isIntersecting, boundingClientRect.height);
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
  return () => observer.unobserve(element);
}
