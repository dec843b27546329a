/** Stores which mornings were shown on this phone, because the worker's variables do not outlive it. */
import { change, getDeviceSetting } from '../data/deviceSettings';

/** How many mornings are remembered. A prompt is never sent again after a day. */
const KEPT = 60;

/** `morning` is `<account>/<date>`. */
export async function wasShown(morning: string): Promise<boolean> {
  return ((await getDeviceSetting('mornings')) ?? []).includes(morning);
}

export const remember = (morning: string): Promise<void> =>
  change('mornings', (shown = []) =>
    [...shown.filter((one) => one !== morning), morning].slice(-KEPT),
  );
