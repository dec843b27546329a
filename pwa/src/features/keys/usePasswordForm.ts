import { keys as k } from '../../texts/keys';
import type { Words } from '../forms/formErrors';
import { useForm } from '../forms/useForm';

/** A form that asks for the password again. */
export const usePasswordForm = (words: Words = {}) =>
  useForm({ wrong_password: k.wrongPassword, ...words });
