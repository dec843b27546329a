/** The number on the tab, and on the app's icon where icons have one: how many are due, as the prompt counts them. */
import { effect } from '@preact/signals';
import { liveQuery } from '../data/liveQuery';
import { now } from '../data/now';
import { tidyScreen } from './answered';
import { dateHere } from './days';
import { dueCount } from './dueCount';

/** Keeps the number right while the app is open; the worker does it on a push and on a tap. */
export function keepBadge(): void {
  const open = liveQuery((store) => store.openFollowups(), ['followup']);
  effect(() => {
    const today = dateHere(new Date(now.value));
    const due = open.value?.filter((row) => row.fields.due_on <= today);
    if (!due) return;
    dueCount.value = due.length;
    // Refused where notifications are not allowed: then there is no number on the icon either.
    if ('setAppBadge' in navigator) void navigator.setAppBadge(due.length).catch(() => undefined);
    void navigator.serviceWorker
      ?.getRegistration()
      .then(tidyScreen)
      .catch(() => undefined);
  });
}
