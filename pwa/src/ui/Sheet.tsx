import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../texts';
import { IconButton } from './IconButton';
import { noteOpen } from './openSheets';
import './Sheet.css';

type Props = {
  title: string;
  onClose: () => void;
  /** The first field gets the focus at once. */
  typing?: boolean;
  children: ComponentChildren;
};

/**
 * A sheet at the bottom of the screen, above everything, while it is mounted. Escape, Back, the close button
 * and a tap outside close it.
 */
export function Sheet({ title, onClose, typing = false, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => noteOpen(() => latest.current()), []);
  // In a layout effect: after painting it would be a frame later.
  useLayoutEffect(() => {
    const from = document.activeElement;
    const { pathname } = location;
    const opened = dialog.current;
    opened?.showModal();
    // Not the close button, which a screen reader would announce as the content.
    opened?.querySelector<HTMLElement>(typing ? 'input, textarea' : 'h2')?.focus();
    return () => {
      // While it is open nothing else may have the focus; closed, it gives it back. If the dialog
      // has been removed already, the element that took its place has the focus; after a move to
      // another page, its heading.
      opened?.close();
      if (location.pathname !== pathname) (document.activeElement as HTMLElement | null)?.blur();
      else if (from instanceof HTMLElement && from !== document.body && from.isConnected)
        from.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself, and fires `cancel`
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The dialog includes its padding, so a tap is outside only if it is outside of its box.
        const box = dialog.current?.getBoundingClientRect();
        if (event.target === dialog.current && box && event.clientY > 0 && event.clientY < box.top)
          onClose();
      }}
    >
      {/* No <header>: of a sheet above the tabs it would be the banner of the whole page. */}
      <div class="sheet-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <IconButton sign="close" label={t.common.close} onClick={onClose} />
      </div>
      {children}
    </dialog>
  );
}
