import type { Draft, Row } from '../records/kinds';
import { writeWithUndo } from './undo';

const underWay = new Set<string>();

/**
 * Deletes a record and shows a toast with *Undo*. `told`: the toast's text. `leave` is called once the
 * deletion is on the disk, because going back may load another page and lose what is still being written.
 * Rejects with NotKept if it cannot be stored; then `leave` is not called. A second tap meanwhile does
 * nothing.
 */
export async function erase(row: Row, told: string, leave?: () => void): Promise<void> {
  if (underWay.has(row.id)) return;
  underWay.add(row.id);
  try {
    const deletion = { kind: row.kind, record: row.id, delete: true } as Draft;
    await writeWithUndo([deletion], told);
  } finally {
    underWay.delete(row.id);
  }
  leave?.();
}
