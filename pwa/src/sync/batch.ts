import type { Change, OutboxEntry } from './protocol';

/** What one request may hold, by the contract; in bytes once unpacked, with room for the rest of it. */
export const MOST_CHANGES = 1000;
export const MOST_BYTES = 4 * 1024 * 1024 - 64 * 1024;

/** An outbox entry as it is sent. */
export function changeOf({ state: _, errors: __, ...change }: OutboxEntry): Change {
  return change;
}

/** The first entries that fit into one request; a single one goes whatever its size. */
export function fitting(entries: readonly OutboxEntry[], most = MOST_BYTES): Change[] {
  const encoder = new TextEncoder();
  const batch: Change[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const change = changeOf(entry);
    bytes += encoder.encode(JSON.stringify(change)).length + 1;
    if (batch.length > 0 && bytes > most) break;
    batch.push(change);
  }
  return batch;
}
