/** Whether an error means that the disk is full, wherever it was noticed. */
export function isFull(error: unknown): boolean {
  const { name, cause } = (error ?? {}) as { name?: string; cause?: unknown };
  return name === 'QuotaExceededError' || (cause !== undefined && isFull(cause));
}
