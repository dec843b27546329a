import type { RefCallback } from 'preact';
import { useCallback, useState } from 'preact/hooks';

/** Returns whether an element has ever come near the screen, and the `ref` for it. */
export function useSeen(): [boolean, RefCallback<Element>] {
  const [seen, setSeen] = useState(false);
  const watch = useCallback((element: Element | null) => {
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        setSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [seen, watch];
}
