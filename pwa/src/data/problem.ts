import type { FieldError } from '../records/kinds';

/** The server's no (problem+json). Status 0: it could not be asked, or what answered is not it. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly errors: FieldError[];

  constructor(status: number, title: string, errors: FieldError[] = []) {
    super(title);
    this.status = status;
    this.errors = errors;
  }
}
