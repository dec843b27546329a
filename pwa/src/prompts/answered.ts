/** A notification whose people were all answered elsewhere goes away by itself. */
import { openStore } from '../data/open';
import type { Row } from '../records/kinds';

import { dateHere } from './days';

/** A notification on the screen, as far as it is looked at. */
export interface OnScreen {
  data: unknown;
  close(): void;
}

interface Named {
  followups?: { id: string }[];
  morning?: string | null;
}

/** Whether it need not be asked of on that day any more; one that has not arrived yet may be asked. */
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
    // A flight west leads back to before the morning that is asked of.
    const day = morning && morning > today ? morning : today;
    if (named.length > 0 && rows.every((row) => isAnswered(row, day))) notification.close();
  }
}

/** Whoever was answered in the app, or on another phone, is not asked of on this one's screen any more. */
export async function tidyScreen(registration?: ServiceWorkerRegistration): Promise<void> {
  const shown = (await registration?.getNotifications()) ?? [];
  if (!shown.length) return;
  const store = await openStore();
  await closeAnswered(shown, (id) => store.get('followup', id), dateHere(new Date()));
}
