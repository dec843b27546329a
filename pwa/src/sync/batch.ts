import type { Change, OutboxEntry } from './protocol';

/** The limits of a request (docs/contract.md); in bytes, uncompressed, with room for its other members. */
export const MOST_CHANGES = 1000;
export const MOST_BYTES = 4 * 1024 * 1024 - 64 * 1024;

/** Returns an outbox entry as it is sent. */
export function changeOf({ state: _, errors: __, ...change }: OutboxEntry): Change {
  return change;
}

/** Returns the first entries that fit into one request; at least one, whatever its size. */
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
