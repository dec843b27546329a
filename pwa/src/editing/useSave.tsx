import { useRef, useState } from 'preact/hooks';
import { Refused } from '../data/write';
import { t } from '../texts';
import { refusedText } from '../texts/refusals';
import { focusWrong } from '../ui/focus';

interface Saving {
  /** Saves, unless it is being saved already: a second tap writes nothing twice. Also a form's `onSubmit`. */
  save: (submit?: Event) => void;
  /** The message that saving failed; what was typed is still there. To be shown above the button. */
  trouble: preact.JSX.Element | null;
}

/** Saves what a form contains. `work` writes; on success it deletes the draft and closes the form. */
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
