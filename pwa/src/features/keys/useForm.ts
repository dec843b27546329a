import { useState } from 'preact/hooks';
import { Problem } from '../../data/problem';
import { keys as k } from '../../texts/keys';
import { type FormErrors, formErrorsOf } from '../account/formErrors';

/** One form of the keys: what is under way, and what went wrong, in words. */
export function useForm(words: Record<number, string> = {}) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<FormErrors>({ fields: {} });
  const run = async (work: () => Promise<void>): Promise<Problem | undefined> => {
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      await work();
      return undefined;
    } catch (error) {
      // Who closed the phone's own question has changed their mind.
      if (error instanceof DOMException) return undefined;
      const isWrong = error instanceof Problem && error.reason === 'wrong_password';
      setTrouble(isWrong ? { fields: {}, whole: k.wrongPassword } : formErrorsOf(error, words));
      return error instanceof Problem ? error : undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, run };
}
