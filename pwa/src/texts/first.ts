/**
 * The words of the first screen: bindings that live, set before the first frame. Code that is loaded
 * with it may say them, but not remember them at the top of a module: there are none yet.
 */
import type * as en from './en/first';

export let t: typeof en.t;
export let capture: typeof en.capture;
export let eveningForm: typeof en.eveningForm;

export function setFirst(words: typeof en): void {
  ({ t, capture, eveningForm } = words);
}
