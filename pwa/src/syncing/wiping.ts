import type { Outcome, ToBeWiped } from '../sync/engine';

/**
 * How this phone wipes itself. A page sets `wipe`; the worker does if no page is open. `wiping` resolves when
 * it is done.
 */
export const phone: { wipe?: () => Promise<unknown>; wiping?: Promise<unknown> } = {};

/** The owner told this phone to wipe itself, and nothing waits on it any more. */
export function wiping(outcome: Outcome | ToBeWiped): Outcome {
  if (outcome.state !== 'wipe') return outcome;
  // After the sender has released its lock.
  phone.wiping = new Promise((resolve) => setTimeout(resolve)).then(() => phone.wipe?.());
  return { state: 'signed_out' };
}
