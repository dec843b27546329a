import type { Row } from '../../records/kinds';
import { isOn, latestFirst } from './tonight';

/** Sorts events: the current ones first, then newest first. */
export function inOrder(events: readonly Row<'event'>[], now: number): Row<'event'>[] {
  const sorted = latestFirst(events);
  const on = sorted.filter(({ fields }) => isOn(fields, now));
  return [...on, ...sorted.filter((event) => !on.includes(event))];
}
