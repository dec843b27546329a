import { effect, signal } from '@preact/signals';
import { joined } from '../../data/joinedDrafts';
import { draftSaver, takeDraft } from '../../editing/draftSaver';
import type { Contact } from '../share/contact';
import type { Reading } from './plan';

/** The line being typed. It outlives the screen, and its draft outlives the app. */
export interface Jotting {
  text: string;
  /** The phone's clock at the first keystroke of this text, ms; null before it. */
  startedAt: number | null;
  /** And at the last. */
  typedAt: number | null;
  reading: Reading;
  swapped: boolean;
  /** Ids of known people. */
  chosen: string[];
  /** What the app has put there, for a note about somebody. */
  given?: string;
  /** Ids of known people whom the line looked to be about, and is not. */
  notAbout?: string[];
  /** What came with a shared contact. */
  contact?: Contact;
  /** Ids of pictures and recordings on this phone (`data/files.ts`). */
  attached?: string[];
  /** Where notes go instead of the event that is on: an event's id, or null for none; chosen at (ms). */
  place?: { event: string | null; at: number };
}

/** A place chosen by hand holds for the evening, not for the next one. */
const PLACE_HOLDS = 8 * 3_600_000;

/** What is typed on after so long is another evening's. */
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

/** Whether there is nothing of a line yet. */
export const isBlank = ({ text, chosen, attached }: Jotting): boolean =>
  !text.trim() && !chosen.length && !attached?.length;

/** Whether nothing is said yet: what the app has put there says nothing by itself. */
export const saysNothing = ({ text, given, attached }: Jotting): boolean =>
  !attached?.length && (!text.trim() || text.trim() === given?.trim());

/** Changes some of it. What the app or a tap puts there is not typed: the clock waits for that. */
export function jot(change: Partial<Jotting>): void {
  const next = { ...jotting.peek(), ...change };
  jotting.value = isBlank(next)
    ? { ...EMPTY, text: next.text, ...(next.place && { place: next.place }) }
    : next;
}

/**
 * The text as it is after a keystroke. The first one is remembered; a text that was emptied or typed
 * over (`over`: all of it was selected), or that had lain for long, begins anew.
 */
export function typed(text: string, over = false): void {
  const { text: before, startedAt, typedAt } = jotting.peek();
  const now = Date.now();
  const isSame = text.startsWith(before.charAt(0)) || text.endsWith(before.slice(-1));
  const goesOn = !over && isSame && now - (typedAt ?? startedAt ?? 0) < LAIN;
  const began = goesOn ? (startedAt ?? now) : now;
  jot({ text, startedAt: text.trim() ? began : null, typedAt: now });
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

/** What has lain for long was begun when it was typed on. */
function begunAt(before: Jotting, typed: Jotting): number | null {
  const last = before.typedAt ?? before.startedAt;
  const hasLain = last !== null && typed.typedAt !== null && typed.typedAt - last >= LAIN;
  return (hasLain ? null : before.startedAt) ?? typed.startedAt;
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

/** Takes the draft up, once, and keeps it at each change from then on. Never rejects. */
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
