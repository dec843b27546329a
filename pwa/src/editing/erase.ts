import type { Draft, Row } from '../records/kinds';
import { writeWithUndo } from './undo';

const underWay = new Set<string>();

/**
 * Deletes a record and says so, with the way back. `told`: what the line says. `leave` is called once
 * the deletion lies on the disk: "back" may load another page, and would take along what is only being
 * written. Rejects with NotKept where it cannot be kept; then nothing is left. A second tap meanwhile
 * does nothing.
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
