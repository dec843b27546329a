import { useRef, useState } from 'preact/hooks';
import { t } from '../texts';

interface Saving {
  /** Saves, if it is not being done already: a second tap writes nothing twice. A form's `onSubmit`, too. */
  save: (submit?: Event) => void;
  /** Says that it could not be done; what was typed is still there. Stands above the button. */
  trouble: preact.JSX.Element | null;
}

/** Saving what a form holds. `work` writes, and on success forgets the draft and closes. */
export function useSave(work: () => Promise<void>): Saving {
  const busy = useRef(false);
  const [failed, setFailed] = useState(false);
  const attempt = async () => {
    if (busy.current) return;
    busy.current = true;
    setFailed(false);
    try {
      await work();
    } catch {
      setFailed(true);
    } finally {
      busy.current = false;
    }
  };
  return {
    save: (submit) => {
      submit?.preventDefault();
      void attempt();
    },
    trouble: failed ? (
      <p class="error" role="alert">
        {t.common.notKept}
      </p>
    ) : null,
  };
}
