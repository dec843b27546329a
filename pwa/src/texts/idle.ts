/** The words of the parts that a phone fetches when it is idle: bindings that live, as in `deferred.ts`. */
import type * as en from './en/idle';

export let devices: typeof en.devices;
export let keys: typeof en.keys;
export let programs: typeof en.programs;
export let shelf: typeof en.shelf;

export function setIdle(words: typeof en): void {
  ({ shelf, devices, keys, programs } = words);
}
