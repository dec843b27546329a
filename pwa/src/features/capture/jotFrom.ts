/** From another screen to the field. */
import { jot, jotting, keepDraft } from './jotting';

/** Prepares the field for a note about somebody known. What is being typed for others is kept as it is. */
export async function jotAbout(person: string, name: string): Promise<void> {
  await keepDraft();
  const { text, chosen } = jotting.peek();
  if (chosen.includes(person)) return;
  const given = `${name} — `;
  jot({ chosen: [...chosen, person], ...(!text.trim() && { text: given, given }) });
}

/** From here on notes go to this event. */
export async function jotAt(event: string): Promise<void> {
  await keepDraft();
  jot({ place: { event, at: Date.now() } });
}
