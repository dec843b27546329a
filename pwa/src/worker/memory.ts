/** Which mornings this phone has put in front of somebody: the worker's globals do not outlive it. */
import { fact, remember as keep } from '../data/device';

/** Two months of mornings; a prompt is never sent again after a day. */
const KEPT = 60;

/** `morning` is `<account>/<date>`. */
export async function wasShown(morning: string): Promise<boolean> {
  return ((await fact('mornings')) ?? []).includes(morning);
}

export async function remember(morning: string): Promise<void> {
  const others = ((await fact('mornings')) ?? []).filter((one) => one !== morning);
  await keep({ mornings: [...others, morning].slice(-KEPT) });
}
