import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether this press of a key leaves what is being changed: it is nobody else's, and ends no composition. */
export const isLeaving = ({
  key,
  keyCode,
  isComposing,
  defaultPrevented,
}: KeyboardEvent): boolean =>
  // Safari sends the key that ends a composition with isComposing false and keyCode 229:
  // https://webkit.org/b/165004
  key === 'Escape' && keyCode !== 229 && !isComposing && !defaultPrevented;

/**
 * Escape leaves what is being changed, unless a sheet lies above it, which it closes. Nothing is lost: what
 * was begun is kept as a draft.
 */
export function useEscape(leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  // Before the first frame: whoever sees the field may press the key already.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isLeaving(event) && !document.querySelector('dialog[open]')) latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
