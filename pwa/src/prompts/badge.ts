/**
 * Shows how many follow-ups are due, on the tab and on the app's icon if icons have badges. Counts like the
 * prompt.
 */
import { effect } from '@preact/signals';
import { liveQuery } from '../data/liveQuery';
import { now } from '../data/now';
import { tidyScreen } from './answered';
import { dateHere } from './days';
import { dueCount } from './dueCount';

/** Updates the badge while the app is open. On pushes and taps, the worker does it. */
export function keepBadge(): void {
  const open = liveQuery((store) => store.openFollowups(), ['followup']);
  effect(() => {
    const today = dateHere(new Date(now.value));
    const due = open.value?.filter((row) => row.fields.due_on <= today);
    if (!due) return;
    dueCount.value = due.length;
    // Rejected if notifications are not allowed; then the icon has no badge.
    if ('setAppBadge' in navigator) void navigator.setAppBadge(due.length).catch(() => undefined);
    void navigator.serviceWorker
      ?.getRegistration()
      .then(tidyScreen)
      .catch(() => undefined);
  });
}
