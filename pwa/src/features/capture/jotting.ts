import { effect, signal } from '@preact/signals';
import { openStore } from '../../data/open';
import type { Reading } from './plan';

/** The line being typed. It outlives the screen, and its draft outlives the app. */
export interface Jotting {
  text: string;
  /** The phone's clock at the first keystroke, ms; null while the field is empty. */
  startedAt: number | null;
  reading: Reading;
  swapped: boolean;
  /** Ids of known people. */
  chosen: string[];
  /** Where notes go instead of the event that is on: an event's id, or null for none; chosen at (ms). */
  place?: { event: string | null; at: number };
}

/** A place chosen by hand holds for the evening, not for the next one. */
const PLACE_HOLDS = 8 * 3_600_000;

const KEY = 'capture';
const EMPTY: Jotting = { text: '', startedAt: null, reading: 'auto', swapped: false, chosen: [] };

export const jotting = signal<Jotting>(EMPTY);

/** Changes some of it; the first keystroke is remembered. */
export function jot(change: Partial<Jotting>): void {
  const next = { ...jotting.peek(), ...change };
  const blank = !next.text.trim() && next.chosen.length === 0;
  jotting.value = { ...next, startedAt: blank ? null : (next.startedAt ?? Date.now()) };
}

/** Empties the field for the next person; where the notes go stays as chosen. */
export function startAfresh(): void {
  const { place } = jotting.peek();
  jotting.value = place ? { ...EMPTY, place } : EMPTY;
}

/** The id of the event a note goes to, null for none. `on`: the event that is on at `now` (ms). */
export function eventFor(
  { place }: Pick<Jotting, 'place'>,
  on: string | undefined,
  now: number,
): string | null {
  return place && now - place.at < PLACE_HOLDS ? place.event : (on ?? null);
}

/** The draft of the last time, unless something has been typed already. A draft nobody can read is dropped. */
export async function restore(): Promise<void> {
  const kept = await (await openStore()).draft(KEY);
  if (!kept || jotting.peek().startedAt !== null) return;
  try {
    jotting.value = { ...EMPTY, ...(JSON.parse(kept) as Partial<Jotting>) };
  } catch {
    await keep('');
  }
}

const keep = async (text: string): Promise<void> => (await openStore()).saveDraft(KEY, text);

/** Keeps the draft a moment after each change, and at once when the app is put away. Answers how to stop. */
export function keepDraft(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = jotting.peek();
  const now = () => {
    if (seen === jotting.peek()) return;
    seen = jotting.peek();
    clearTimeout(timer);
    void keep(seen.startedAt === null ? '' : JSON.stringify(seen));
  };
  const stop = effect(() => {
    void jotting.value;
    clearTimeout(timer);
    timer = setTimeout(now, 200);
  });
  document.addEventListener('visibilitychange', now);
  addEventListener('pagehide', now);
  return () => {
    now();
    stop();
    document.removeEventListener('visibilitychange', now);
    removeEventListener('pagehide', now);
  };
}

/** Prepares the field for a note about somebody known. What is being typed for others is kept as it is. */
export function jotAbout(person: string, name: string): void {
  const { text, chosen } = jotting.peek();
  if (chosen.includes(person)) return;
  jot({ chosen: [...chosen, person], text: text.trim() ? text : `${name} — ` });
}

/** From here on notes go to this event. */
export const jotAt = (event: string): void => jot({ place: { event, at: Date.now() } });
