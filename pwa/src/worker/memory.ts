/** Which mornings this phone has put in front of somebody: the worker's globals do not outlive it. */
import { change, getDeviceSetting } from '../data/deviceSettings';

/** Two months of mornings; a prompt is never sent again after a day. */
const KEPT = 60;

/** `morning` is `<account>/<date>`. */
export async function wasShown(morning: string): Promise<boolean> {
  return ((await getDeviceSetting('mornings')) ?? []).includes(morning);
}

export const remember = (morning: string): Promise<void> =>
  change('mornings', (shown = []) =>
    [...shown.filter((one) => one !== morning), morning].slice(-KEPT),
  );
