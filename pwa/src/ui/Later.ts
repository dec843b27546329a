import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Returns `value` as it was before the last frame, so that the answer to a tap is drawn before slow parts. */
export function useSettled<T>(value: T, first: T = value): T {
  const [settled, settle] = useState<T>(first);
  useEffect(() => {
    const next = setTimeout(() => settle(() => value));
    return () => clearTimeout(next);
  }, [value]);
  return settled;
}

/** Renders its children after the first frame, or with it if `now`. For what is below the edge of the screen. */
export function Later({ now = false, children }: { now?: boolean; children: ComponentChildren }) {
  return useSettled(true, now) ? children : null;
}
