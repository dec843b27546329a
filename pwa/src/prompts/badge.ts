/** The number on the app's icon, where icons have one: how many are due, as the prompt counts them. */
import { effect } from '@preact/signals';
import { liveQuery } from '../data/liveQuery';
import { now } from '../data/now';
import { dateHere } from './days';

/** Keeps the number right while the app is open; the worker does it on a push and on a tap. */
export function keepBadge(): void {
  if (!('setAppBadge' in navigator)) return;
  const open = liveQuery((store) => store.openFollowups(), ['followup']);
  effect(() => {
    const today = dateHere(new Date(now.value));
    const due = open.value?.filter((row) => row.fields.due_on <= today);
    // Refused where notifications are not allowed: then there is no number either.
    if (due) void navigator.setAppBadge(due.length).catch(() => undefined);
  });
}
