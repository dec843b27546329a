import { useRef, useState } from 'preact/hooks';
import { Refused } from '../data/write';
import { t } from '../texts';
import { refusedText } from '../texts/refusals';
import { focusWrong } from '../ui/focus';

interface Saving {
  /** Saves, if it is not being done already: a second tap writes nothing twice. A form's `onSubmit`, too. */
  save: (submit?: Event) => void;
  /** Says that it could not be done; what was typed is still there. Stands above the button. */
  trouble: preact.JSX.Element | null;
}

/** Saving what a form holds. `work` writes, and on success forgets the draft and closes. */
export function useSave(work: () => Promise<void>): Saving {
  const busy = useRef(false);
  const [failed, setFailed] = useState<string | null>(null);
  const attempt = async () => {
    if (busy.current) return;
    busy.current = true;
    setFailed(null);
    try {
      await work();
    } catch (error) {
      setFailed(error instanceof Refused ? refusedText(error.refusal) : t.common.notKept);
    } finally {
      busy.current = false;
    }
  };
  return {
    save: (submit) => {
      submit?.preventDefault();
      const form = submit?.currentTarget;
      void attempt().then(() => {
        if (form instanceof Element && form.isConnected) focusWrong(form);
      });
    },
    trouble: failed ? (
      <p class="error" role="alert">
        {failed}
      </p>
    ) : null,
  };
}
