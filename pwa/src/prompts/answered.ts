/** Closes notifications whose people were all answered elsewhere. */
import { openStore } from '../data/open';
import type { Row } from '../records/kinds';

import { dateHere } from './days';

/** The parts of a shown notification that are used here. */
export interface OnScreen {
  data: unknown;
  close(): void;
}

interface Named {
  followups?: { id: string }[];
  morning?: string | null;
}

/** Whether a follow-up needs no prompt on that day any more; one that is not pulled yet may need it. */
const isAnswered = (row: Row<'followup'> | undefined, day: string): boolean =>
  row !== undefined &&
  (row.deleted_at !== null || row.fields.status !== 'open' || row.fields.due_on > day);

export async function closeAnswered(
  shown: readonly OnScreen[],
  read: (id: string) => Promise<Row<'followup'> | undefined>,
  today: string,
): Promise<void> {
  for (const notification of shown) {
    const { followups, morning } = (notification.data ?? {}) as Named;
    const named = Array.isArray(followups) ? followups : [];
    const rows = await Promise.all(named.map(({ id }) => read(id)));
    // After a flight west, today may be before the morning of the prompt.
    const day = morning && morning > today ? morning : today;
    if (named.length > 0 && rows.every((row) => isAnswered(row, day))) notification.close();
  }
}

/** Closes notifications on this phone about people who were answered in the app or on another phone. */
export async function tidyScreen(registration?: ServiceWorkerRegistration): Promise<void> {
  const shown = (await registration?.getNotifications()) ?? [];
  if (!shown.length) return;
  const store = await openStore();
  await closeAnswered(shown, (id) => store.get('followup', id), dateHere(new Date()));
}
