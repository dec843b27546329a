import { keys as k } from '../../texts/keys';
import type { Words } from '../account/formErrors';
import { useForm } from '../account/useForm';

/** A form in which the password is asked for once more. */
export const usePasswordForm = (words: Words = {}) =>
  useForm({ wrong_password: k.wrongPassword, ...words });
