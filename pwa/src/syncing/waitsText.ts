import { t } from '../texts';
import type { SyncStatus } from './status';

/** What is not on the server yet, and what needs the user. Lines that somebody typed are counted, not what they became. */
export const waitsText = ({ waiting, notes, parked }: SyncStatus): string =>
  [
    notes > 0 ? t.sync.notes(notes) : waiting > 0 && t.sync.changes(waiting),
    parked > 0 && t.sync.parked(parked),
  ]
    .filter(Boolean)
    .join(' · ');
