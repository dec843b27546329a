import type { Row } from '../records/kinds';

/** When everybody was first noted, as all of the notes say: id → the instant, then their place in the note. */
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
