import { t } from '../texts';
import type { SyncStatus } from './status';

/**
 * Says what is not on the server yet, and what needs the user. Counts the notes that were typed, not all
 * changes.
 */
export const waitsText = ({ waiting, notes, parked }: SyncStatus): string =>
  [
    notes > 0 ? t.sync.notes(notes) : waiting > 0 && t.sync.changes(waiting),
    parked > 0 && t.sync.parked(parked),
  ]
    .filter(Boolean)
    .join(' · ');
