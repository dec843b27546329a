import type { Outcome, ToBeWiped } from '../sync/engine';

/** How this phone wipes itself: given by the page, which knows who is signed in. The worker has none. */
export const phone: { wipe?: () => Promise<unknown> } = {};

/** The owner has told this phone to wipe itself, and nothing waits on it any more. */
export function wiping(outcome: Outcome | ToBeWiped): Outcome {
  if (outcome.state !== 'wipe') return outcome;
  // Once the lock of the sender is free again.
  setTimeout(() => void phone.wipe?.());
  return { state: 'signed_out' };
}
