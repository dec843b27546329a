import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../texts';
import { IconButton } from './IconButton';
import { noteOpen } from './openSheets';
import './Sheet.css';

type Props = {
  title: string;
  onClose: () => void;
  /** It is there to be written in: the cursor is in its first field at once. */
  typing?: boolean;
  children: ComponentChildren;
};

/**
 * A sheet from the bottom edge, above everything, as long as it is rendered. Escape, Back, the cross and a
 * tap beside it close it.
 */
export function Sheet({ title, onClose, typing = false, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => noteOpen(() => latest.current()), []);
  // In the frame of the tap: what comes after the painting is a frame later.
  useLayoutEffect(() => {
    const from = document.activeElement;
    const opened = dialog.current;
    opened?.showModal();
    // Not on the cross, which would be read as what there is to do.
    opened?.querySelector<HTMLElement>(typing ? 'input, textarea' : 'h2')?.focus();
    return () => {
      // While it is open nothing else may have the focus; closed, it gives it back. Where the dialog has been
      // taken away already, the focus has gone to whatever came into its place.
      opened?.close();
      if (from instanceof HTMLElement && from !== document.body && from.isConnected)
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
        // The padding belongs to the dialog too: only a tap outside its box is a tap beside it.
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
