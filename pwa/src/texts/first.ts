/**
 * The texts of the first screen, as live bindings that are set before the first frame. Code loaded with it
 * may use them, but not while it is being loaded: they are not set yet.
 */
import type * as en from './en/first';

export let t: typeof en.t;
export let capture: typeof en.capture;
export let eveningForm: typeof en.eveningForm;

export function setFirst(words: typeof en): void {
  ({ t, capture, eveningForm } = words);
}
