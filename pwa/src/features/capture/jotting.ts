import { effect, signal } from '@preact/signals';
import { openStore } from '../../data/open';
import { draftSaver } from '../../editing/draftSaver';
import type { Contact } from '../share/vcard';
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
  /** What came with a shared contact. */
  contact?: Contact;
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
  jotting.value = blank
    ? { ...EMPTY, text: next.text, ...(next.place && { place: next.place }) }
    : { ...next, startedAt: next.startedAt ?? Date.now() };
}

/** Empties the field for the next person; where the notes go stays as chosen. */
export function startAfresh(): void {
  const { place } = jotting.peek();
  jotting.value = place ? { ...EMPTY, place } : EMPTY;
}

/** Empties everything, the place too. */
export function forget(): void {
  jotting.value = EMPTY;
}

/** The id of the event a note goes to, null for none. `on`: the event that is on at `now` (ms). */
export function eventFor(
  { place }: Pick<Jotting, 'place'>,
  on: string | undefined,
  now: number,
): string | null {
  return place && now - place.at < PLACE_HOLDS ? place.event : (on ?? null);
}

/** An earlier line with what has been typed since: nothing of either is lost. */
export function together(before: Jotting, typed: Jotting): Jotting {
  const text = [before.text, typed.text].filter((part) => part.trim()).join('\n');
  const chosen = [...new Set([...before.chosen, ...typed.chosen])];
  const contact = before.contact ?? typed.contact;
  return { ...before, text, chosen, ...(contact && { contact }) };
}

/**
 * The draft of the last time with what has been typed before it could be read: on a slow start one may
 * be faster than the database, and then both are kept.
 */
export function restored(kept: string | undefined, typed: Jotting): Jotting {
  if (!kept) return typed;
  try {
    return together({ ...EMPTY, ...(JSON.parse(kept) as Partial<Jotting>) }, typed);
  } catch {
    // A draft that cannot be read is no draft.
    return typed;
  }
}

const holding = signal(0);

/** While a line is being saved its draft stays: until the record is on the disk, the draft is all there is of it. */
export async function holdingDraft<T>(save: () => Promise<T>): Promise<T> {
  holding.value += 1;
  try {
    return await save();
  } finally {
    holding.value -= 1;
  }
}

let begun: Promise<void> | undefined;

/** Reads the draft, once, and keeps it at each change from then on. */
export function keepDraft(): Promise<void> {
  begun ??= (async () => {
    const kept = await (await openStore()).draft(KEY).catch(() => undefined);
    jotting.value = restored(kept, jotting.peek());
    const keep = draftSaver(KEY);
    let last = kept ?? '';
    effect(() => {
      const line = jotting.value;
      if (holding.value > 0) return;
      const text = line.startedAt === null && !line.place ? '' : JSON.stringify(line);
      if (text !== last) keep(text);
      last = text;
    });
  })();
  begun.catch(() => {
    begun = undefined;
  });
  return begun;
}

/** Keeps the draft as it is now; resolves when it lies in the database. */
export const keepNow = async (): Promise<void> =>
  (await openStore()).saveDraft(KEY, JSON.stringify(jotting.peek()));

/** Prepares the field for a note about somebody known. What is being typed for others is kept as it is. */
export async function jotAbout(person: string, name: string): Promise<void> {
  await keepDraft();
  const { text, chosen } = jotting.peek();
  if (chosen.includes(person)) return;
  jot({ chosen: [...chosen, person], text: text.trim() ? text : `${name} — ` });
}

/** From here on notes go to this event. */
export async function jotAt(event: string): Promise<void> {
  await keepDraft();
  jot({ place: { event, at: Date.now() } });
}
