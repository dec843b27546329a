import type { Row } from '../records/kinds';

/**
 * When each person was first noted, worked out from all notes: id → the instant, then their position in the
 * note.
 */
export function firstOf(notes: readonly Row<'note'>[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { fields } of notes) {
    fields.person_ids.forEach((id, index) => {
      const at = `${fields.captured_at} ${String(index).padStart(2, '0')}`;
      const before = first.get(id);
      if (!before || at < before) first.set(id, at);
    });
  }
  return first;
}
