import type { Outcome, ToBeWiped } from '../sync/engine';

/** How this phone wipes itself: a page knows, and the worker where no page is open; `wiping` is when it has. */
export const phone: { wipe?: () => Promise<unknown>; wiping?: Promise<unknown> } = {};

/** The owner has told this phone to wipe itself, and nothing waits on it any more. */
export function wiping(outcome: Outcome | ToBeWiped): Outcome {
  if (outcome.state !== 'wipe') return outcome;
  // Once the lock of the sender is free again.
  phone.wiping = new Promise((resolve) => setTimeout(resolve)).then(() => phone.wipe?.());
  return { state: 'signed_out' };
}
