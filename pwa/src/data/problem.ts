import type { FieldError } from '../records/kinds';

/** The server's no (problem+json). Status 0: it could not be asked, or what answered is not it. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly errors: FieldError[];
  /** What to do next, where the status does not say it: `password_needed`, `wrong_password` … */
  readonly reason: string | undefined;

  constructor(status: number, title: string, errors: FieldError[] = [], reason?: string) {
    super(title);
    this.status = status;
    this.errors = errors;
    this.reason = reason;
  }
}
