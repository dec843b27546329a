/** Shows how the line will be saved, and other ways to read it. */
import { useMemo } from 'preact/hooks';
import type { StoredFile } from '../../data/database';
import { filesOf, finishRecording, recorders } from '../../data/files';
import { openCurrent } from '../../data/open';
import type { Store, Undo } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { vocabulary } from '../../lines/languages';
import { keysOf } from '../../lines/mentions';
import type { Row } from '../../records/kinds';
import { NOTE, refusalOf } from '../../records/limits';
import { eveningOf } from '../../records/nextMorning';
import { capture as c } from '../../texts/capture';
import { hereZone } from '../../texts/dateTexts';
import { displayName } from '../../texts/displayName';
import { refusalText } from '../../texts/refusals';
import { sentence } from '../../ui/tidy';
import { Choices } from './Choices';
import type { Jotting } from './jotting';
import { Known } from './Known';
import { Preview } from './Preview';
import { type Plan, plansOf } from './plan';
import { save } from './save';

/** The key of a line: lines with the same key ask for the same people. */
const keyOf = ({ text, chosen }: Jotting): string =>
  JSON.stringify([keysOf(text, vocabulary), chosen]);

/**
 * The people found for the shown line; undefined while they are looked up. It stays when the line is taken
 * off the screen to be saved. The next line starts anew.
 */
let shown: { key: string; found: Awaited<ReturnType<typeof boxOf>> } | undefined;

/** Returns the known people whom the line may name, and those chosen by a tap. */
async function boxOf(store: Store, { text, chosen }: Jotting) {
  const { words, starts } = keysOf(text, vocabulary);
  const [box, found] = await Promise.all([
    store.named(words, starts),
    Promise.all(chosen.map((id) => store.get('person', id))),
  ]);
  // People who were deleted meanwhile are left out.
  return {
    store,
    box,
    chosen: found.flatMap((row) => (row && row.deleted_at === null ? row : [])),
  };
}

/** Returns the person whom the last note of the evening was about, if it was exactly one. */
async function lastOne(store: Store, event: string | null): Promise<Row<'person'> | undefined> {
  const notes = event
    ? await store.notesAt(event)
    : await store.notesOn(eveningOf(Date.now(), hereZone()));
  const [id, ...others] = notes.at(-1)?.fields.person_ids ?? [];
  const person = id && !others.length ? await store.get('person', id) : undefined;
  return person?.deleted_at === null ? person : undefined;
}

type Props = {
  line: Jotting;
  /** The id of the note's event. */
  event: string | null;
  onDone: () => void;
};

export function LineReading({ line, event, onDone }: Props) {
  const { text, chosen } = line;
  const key = useMemo(() => keyOf(line), [text, chosen]);
  const found = useLive((store) => boxOf(store, line), ['person'], [key]);
  shown = found && { key, found };
  const last = useMemo<{ box: Row<'person'>[]; chosen: Row<'person'>[] }>(
    () => ({ box: [], chosen: [] }),
    [],
  );
  // While the next key press is looked up, the people found for the last one stay.
  if (found) Object.assign(last, found);
  const plans = plansOf({ ...line, chosen: last.chosen }, last.box);
  const before = useLive((store) => lastOne(store, event), ['note', 'person'], [event]);
  return (
    <>
      <Known text={text} plans={plans} last={before} onDone={onDone} />
      {text.trim() && <Preview plans={plans} />}
      {text.trim() && <Choices plans={plans} />}
    </>
  );
}

/** Returns why the line cannot be saved; undefined if it can. */
export function refusedIn(line: Jotting): string | undefined {
  // Its parts are no longer than the whole, which is checked at each key press.
  if (!line.contact && !refusalOf(line.text, NOTE)) return undefined;
  for (const { body } of plansOf({ ...line, chosen: [] })) {
    const refusal = refusalOf(body, NOTE);
    if (refusal) return refusalText(refusal);
  }
  return undefined;
}

export interface Kept {
  /** What to tell the user. */
  text: string;
  /** Where the saved note can be seen; for several people there is no link, as they are all above the field. */
  href?: string;
  undo: Undo;
}

/** Saves the line as it is read. */
export async function keepLine(store: Store, line: Jotting, event: string | null): Promise<Kept> {
  // Uses the people already shown: looking them up again takes a slow phone longer than writing.
  const isShown = shown?.found.store === store && shown.key === keyOf(line);
  const { box, chosen } = isShown && shown ? shown.found : await boxOf(store, line);
  const files = await attachedTo(line);
  const plans = plansOf({ ...withWords(line, files), chosen }, box);
  const startedAt = line.startedAt ?? files[0]?.captured_at ?? Date.now();
  const { people, notes, undo } = await save(store, plans, event, startedAt, files);
  const [person, ...others] = people;
  const href = person ? `/people/${person}` : `/notes/${notes[0]}`;
  return { text: toldOf(plans, event), undo, ...(!others.length && { href }) };
}

/** Returns the files attached to a line. A recording that was running has been ended by now. */
async function attachedTo({ attached = [] }: Jotting): Promise<StoredFile[]> {
  if (!attached.length) return [];
  const { connection } = await openCurrent();
  for (const id of attached) {
    await recorders.get(id)?.();
    await finishRecording(connection, id);
  }
  return filesOf(connection, attached);
}

/** A note needs words: with nothing but pictures, it is called after them. */
const withWords = (line: Jotting, files: readonly StoredFile[]): Jotting =>
  line.text.trim() || !files.length
    ? line
    : {
        ...line,
        text: [...new Set(files.map(({ called }) => called))].join(', '),
        reading: 'note',
      };

/** More people than this are counted, not named. */
const NAMED = 5;

function toldOf(plans: readonly Plan[], event: string | null): string {
  const known = plans.flatMap((plan) => plan.known);
  const made = plans.flatMap((plan) => plan.people);
  const who = [
    ...known.map(({ person }) => displayName(person.fields)),
    ...made.map((one) => displayName(one)),
  ];
  if (!who.length) return c.savedNote;
  const isDue = made.length > 0 || event !== null;
  return sentence(c.saved(who.length > NAMED ? c.several(who.length) : who.join(', '), isDue));
}
