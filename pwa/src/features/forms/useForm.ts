import { useState } from 'preact/hooks';
import { Problem } from '../../data/problem';
import { focusWrong } from '../../ui/focus';
import { type FormErrors, formErrorsOf, type Words } from './formErrors';

/**
 * The state of a form that calls the server: whether a call is running, and its errors. `words`: the messages
 * for this form, by reason or status.
 */
export function useForm(words: Words = {}) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<FormErrors>({ fields: {} });
  /** Runs `work`. Returns the Problem with which the server refused it. `own`: messages for this call. */
  const run = async (work: () => Promise<void>, own?: Words): Promise<Problem | undefined> => {
    const form = document.activeElement?.closest('form');
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      await work();
      return undefined;
    } catch (error) {
      // The user cancelled the browser's own dialog.
      if (error instanceof DOMException) return undefined;
      setTrouble(formErrorsOf(error, { ...words, ...own }));
      return error instanceof Problem ? error : undefined;
    } finally {
      setBusy(false);
      if (form?.isConnected) focusWrong(form);
    }
  };
  return { busy, trouble, run };
}
