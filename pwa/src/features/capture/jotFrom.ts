/** Opens the field from other screens. */
import { jot, jotting, keepDraft } from './jotting';

/** Prepares the field for a note about a known person. A line that is being typed about others is kept. */
export async function jotAbout(person: string, name: string): Promise<void> {
  await keepDraft();
  const { text, chosen } = jotting.peek();
  if (chosen.includes(person)) return;
  const given = `${name} — `;
  jot({ chosen: [...chosen, person], ...(!text.trim() && { text: given, given }) });
}

/** Makes this the event of the following notes. */
export async function jotAt(event: string): Promise<void> {
  await keepDraft();
  jot({ place: { event, at: Date.now() } });
}
