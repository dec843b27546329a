import type { FieldError } from '../records/kinds';

/**
 * An error of the server (problem+json). Status 0: it could not be reached, or the answer is not of our
 * server.
 */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly errors: FieldError[];
  /** What went wrong, if the status does not say it: `password_needed`, `wrong_password` … */
  readonly reason: string | undefined;

  constructor(status: number, title: string, errors: FieldError[] = [], reason?: string) {
    super(title);
    this.status = status;
    this.errors = errors;
    this.reason = reason;
  }
}
