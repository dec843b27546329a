import { useState } from 'preact/hooks';
import { Problem } from '../../data/problem';
import { focusWrong } from '../../ui/focus';
import { type FormErrors, formErrorsOf, type Words } from './formErrors';

/**
 * One form that asks the server: what is under way, and what went wrong, in words. `words`: what the
 * server's answers mean on this form.
 */
export function useForm(words: Words = {}) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<FormErrors>({ fields: {} });
  /** Does the work and returns what the server refused it with; `own`: words for this alone. */
  const run = async (work: () => Promise<void>, own?: Words): Promise<Problem | undefined> => {
    const form = document.activeElement?.closest('form');
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      await work();
      return undefined;
    } catch (error) {
      // Who closed the phone's own question has changed their mind.
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
