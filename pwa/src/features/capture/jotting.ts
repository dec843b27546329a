import { effect, signal } from '@preact/signals';
import type { Contact } from '../../contacts/sharedContact';
import { joined } from '../../data/joinedDrafts';
import { draftSaver, takeDraft } from '../../editing/draftSaver';
import type { Reading } from './plan';

/** The line that is being typed. It stays when the screen is left, and its draft when the app is closed. */
export interface Jotting {
  text: string;
  /** When the text was begun, in ms of the phone's clock; null before the first key press. */
  startedAt: number | null;
  /** When it was last typed in. */
  typedAt: number | null;
  reading: Reading;
  swapped: boolean;
  /** Ids of known people. */
  chosen: string[];
  /** A text that the app put there, for a note about somebody. */
  given?: string;
  /** Ids of known people who were found in the line and removed by the user. */
  notAbout?: string[];
  /** From a shared contact. */
  contact?: Contact;
  /** Ids of pictures and recordings on this phone (`data/files.ts`). */
  attached?: string[];
  /** The event chosen instead of the current one: its id, or null for none; chosen at (ms). */
  place?: { event: string | null; at: number };
}

/** An event chosen by hand is used for this long, in ms: for this evening, not for the next. */
const PLACE_HOLDS = 8 * 3_600_000;

/** A text left for longer than this, in ms, counts as begun anew when it is continued. */
const LAIN = 12 * 3_600_000;

const KEY = 'capture';
const EMPTY: Jotting = {
  text: '',
  startedAt: null,
  typedAt: null,
  reading: 'auto',
  swapped: false,
  chosen: [],
};

export const jotting = signal<Jotting>(EMPTY);

/** Whether a line is empty. */
export const isBlank = ({ text, chosen, attached }: Jotting): boolean =>
  !text.trim() && !chosen.length && !attached?.length;

/** Whether the user has typed nothing: what the app put there does not count. */
export const saysNothing = ({ text, given, attached }: Jotting): boolean =>
  !attached?.length && (!text.trim() || text.trim() === given?.trim());

/** Changes parts of the line. What the app or a tap changes does not count as typing. */
export function jot(change: Partial<Jotting>): void {
  const next = { ...jotting.peek(), ...change };
  jotting.value = isBlank(next)
    ? { ...EMPTY, text: next.text, ...(next.place && { place: next.place }) }
    : next;
}

/**
 * Updates the text after a key press. The time of the first one is stored. It starts again if the text was
 * emptied, replaced (`over`: all of it was selected), or left for long.
 */
export function typed(text: string, over = false): void {
  const { text: before, startedAt, typedAt } = jotting.peek();
  const now = Date.now();
  const isSame = text.startsWith(before.charAt(0)) || text.endsWith(before.slice(-1));
  const goesOn = !over && isSame && now - (typedAt ?? startedAt ?? 0) < LAIN;
  const began = goesOn ? (startedAt ?? now) : now;
  jot({ text, startedAt: text.trim() ? began : null, typedAt: now });
}

/** Empties the field for the next person. The chosen event stays. */
export function startAfresh(): void {
  const { place } = jotting.peek();
  jotting.value = place ? { ...EMPTY, place } : EMPTY;
}

/** Empties everything, the chosen event too. */
export function forget(): void {
  jotting.value = EMPTY;
}

/** Returns the id of the note's event, null for none. `on`: the current event at `now` (ms). */
export function eventFor(
  { place }: Pick<Jotting, 'place'>,
  on: string | undefined,
  now: number,
): string | null {
  return place && now - place.at < PLACE_HOLDS ? place.event : (on ?? null);
}

/** Joins an earlier line with what has been typed since, so that neither is lost. */
export function together(before: Jotting, typed: Jotting): Jotting {
  const startedAt = begunAt(before, typed);
  const typedAt = typed.typedAt ?? before.typedAt;
  const text = [before.text, typed.text].filter((part) => part.trim()).join('\n');
  const chosen = [...new Set([...before.chosen, ...typed.chosen])];
  const contact = before.contact ?? typed.contact;
  const attached = [...new Set([...(before.attached ?? []), ...(typed.attached ?? [])])];
  return {
    ...before,
    startedAt,
    typedAt,
    text,
    chosen,
    ...(attached.length && { attached }),
    ...(contact && { contact }),
  };
}

/**
 * Returns when a joined line was begun. An earlier line that was left for long counts from when it was
 * continued.
 */
function begunAt(before: Jotting, typed: Jotting): number | null {
  const last = before.typedAt ?? before.startedAt;
  const hasLain = last !== null && typed.typedAt !== null && typed.typedAt - last >= LAIN;
  return (hasLain ? null : before.startedAt) ?? typed.startedAt;
}

/**
 * Joins the stored draft with what was typed before it could be read. On a slow start the user may be faster
 * than the database.
 */
export function restored(kept: string | undefined, typed: Jotting): Jotting {
  if (!kept) return typed;
  try {
    return together({ ...EMPTY, ...(JSON.parse(kept) as Partial<Jotting>) }, typed);
  } catch {
    // A draft that cannot be parsed is ignored.
    return typed;
  }
}

const holding = signal(0);

/** Keeps the draft while a line is being saved: until the note is on the disk, the draft is the only copy. */
export async function holdingDraft<T>(save: () => Promise<T>): Promise<T> {
  holding.value += 1;
  try {
    return await save();
  } finally {
    holding.value -= 1;
  }
}

let begun: Promise<void> | undefined;

/** Reads the draft once, and stores each change from then on. Never rejects. */
export function keepDraft(): Promise<void> {
  begun ??= (async () => {
    const kept = await takeDraft(KEY, (texts) => texts.reduce(joined));
    jotting.value = restored(kept, jotting.peek());
    const keep = draftSaver(KEY);
    let last = kept ?? '';
    effect(() => {
      const line = jotting.value;
      if (holding.value > 0) return;
      const text = isBlank(line) && !line.place ? '' : JSON.stringify(line);
      if (text !== last) keep(text);
      last = text;
    });
  })();
  return begun;
}
