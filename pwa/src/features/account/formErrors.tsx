import { Problem } from '../../data/problem';
import { NEEDS_HTTPS } from '../../data/session';
import { account as a } from '../../texts/account';

/** What a form says after the server refused: below the fields, and about the whole. */
export interface FormErrors {
  fields: Record<string, string | undefined>;
  whole?: string;
}

/** What a reason of the server's, or a status, means on a form. */
export type Words = Readonly<Record<string | number, string>>;

export function formErrorsOf(error: unknown, words: Words = {}): FormErrors {
  if (!(error instanceof Problem)) return { fields: {}, whole: a.failed };
  if (error.reason === NEEDS_HTTPS) return { fields: {}, whole: a.needsHttps };
  const said = words[error.reason ?? ''] ?? words[error.status];
  if (said) return { fields: {}, whole: said };
  // What was wrong was no password, or the server would say so: nobody is signed in here any more.
  if (error.status === 401) return { fields: {}, whole: a.expired };
  if (error.status === 0) return { fields: {}, whole: a.offline };
  // Slowed down (429), or so many sign in at this moment that there was no turn (503).
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
