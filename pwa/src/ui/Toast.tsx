import { signal } from '@preact/signals';
import { t } from '../texts';
import { Button } from './Button';
import { sentence } from './tidy';
import './Toast.css';

type Shown = { id: number; text: string; action: { label: string; run: () => void } | null };

const shown = signal<Shown | null>(null);
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function close(): void {
  clearTimeout(timer);
  shown.value = null;
}

function show(text: string, action: Shown['action']): void {
  clearTimeout(timer);
  last += 1;
  shown.value = { id: last, text, action };
  // A toast with *Undo* stays longer, to be read and reached.
  timer = setTimeout(close, action ? 10_000 : 4_000);
}

/** Shows what has just happened in one line. A newer message replaces it. */
export const toast = (text: string): void => show(text, null);

/** The same with *Undo*; `undo` is mostly what `store.write()` returned. */
export const toastUndo = (text: string, undo: () => void): void =>
  show(text, { label: t.common.undo, run: undo });

/** Rendered once, by the shell. The region always exists, so that screen readers announce what is added. */
export function Toasts() {
  const now = shown.value;
  return (
    <div class="toasts" role="status">
      {now && (
        <div class="toast" key={now.id}>
          <p>{sentence(now.text)}</p>
          {now.action && (
            <Button
              onClick={() => {
                now.action?.run();
                close();
              }}
            >
              {now.action.label}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
