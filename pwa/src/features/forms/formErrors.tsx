import { Problem } from '../../data/problem';
import { NEEDS_HTTPS } from '../../data/session';
import { account as a } from '../../texts/account';

/** The messages of a form after the server refused: by field, and for the whole form. */
export interface FormErrors {
  fields: Record<string, string | undefined>;
  whole?: string;
}

/** Messages by the reason or the status in the server's answer. */
export type Words = Readonly<Record<string | number, string>>;

export function formErrorsOf(error: unknown, words: Words = {}): FormErrors {
  if (!(error instanceof Problem)) return { fields: {}, whole: a.failed };
  if (error.reason === NEEDS_HTTPS) return { fields: {}, whole: a.needsHttps };
  const said = words[error.reason ?? ''] ?? words[error.status];
  if (said) return { fields: {}, whole: said };
  // A wrong password would have a reason. Without one, 401 means that nobody is signed in any more.
  if (error.status === 401) return { fields: {}, whole: a.expired };
  if (error.status === 0) return { fields: {}, whole: a.offline };
  // Rate-limited (429), or too many people are signing in at this moment (503).
  if (error.status === 429 || error.status === 503) return { fields: {}, whole: a.busy };
  const fields: FormErrors['fields'] = {};
  for (const { field, detail } of error.errors) fields[field] ??= a.wrong[field] ?? detail;
  return Object.keys(fields).length > 0 ? { fields } : { fields, whole: a.failed };
}

export function WholeFormError({ trouble }: { trouble: FormErrors }) {
  return (
    <p class="trouble" role="alert">
      {trouble.whole}
    </p>
  );
}
