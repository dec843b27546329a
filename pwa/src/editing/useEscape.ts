import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether a key press leaves a form: it is Escape, not handled elsewhere, and does not end a composition. */
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
 * Leaves a form on Escape, unless a sheet above it is open, which closes instead. Nothing is lost: the draft
 * stays.
 */
export function useEscape(leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  // Before the first frame, because whoever sees the field may press the key.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isLeaving(event) && !document.querySelector('dialog[open]')) latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
