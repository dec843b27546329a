/** The line as it will be saved, and the other ways to read it. */
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

/** For which people the box is asked by a line. */
const keyOf = ({ text, chosen }: Jotting): string =>
  JSON.stringify([keysOf(text, vocabulary), chosen]);

/**
 * What stands on the screen of it, kept current; undefined while it is looked up. It outlives the line that is
 * taken off the screen to be saved; the next one begins anew.
 */
let shown: { key: string; found: Awaited<ReturnType<typeof boxOf>> } | undefined;

/** Who may be named in the line of those who are known, and whom a tap has chosen. */
async function boxOf(store: Store, { text, chosen }: Jotting) {
  const { words, starts } = keysOf(text, vocabulary);
  const [box, found] = await Promise.all([
    store.named(words, starts),
    Promise.all(chosen.map((id) => store.get('person', id))),
  ]);
  // Who was deleted meanwhile is not among them.
  return {
    store,
    box,
    chosen: found.flatMap((row) => (row && row.deleted_at === null ? row : [])),
  };
}

/** Whom the last note of the evening was about, where that was one person alone. */
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
  /** The id of the event that it goes to. */
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
  // While the next letter is looked up, who was found for the last one stays.
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

/** Why the line cannot be saved as it stands; undefined when it can. */
export function refusedIn(line: Jotting): string | undefined {
  for (const { body } of plansOf({ ...line, chosen: [] })) {
    const refusal = refusalOf(body, NOTE);
    if (refusal) return refusalText(refusal);
  }
  return undefined;
}

export interface Kept {
  /** What to say of it. */
  text: string;
  /** Where it is to be seen; of several people, each is a line above the field. */
  href?: string;
  undo: Undo;
}

/** Saves the line as it is read. */
export async function keepLine(store: Store, line: Jotting, event: string | null): Promise<Kept> {
  // To look up once more what is shown takes a slow phone longer than to write it.
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

/** The pictures and recordings of a line; one that was not ended has been, by now. */
async function attachedTo({ attached = [] }: Jotting): Promise<StoredFile[]> {
  if (!attached.length) return [];
  const { connection } = await openCurrent();
  for (const id of attached) {
    await recorders.get(id)?.();
    await finishRecording(connection, id);
  }
  return filesOf(connection, attached);
}

/** A note has words; where only pictures were taken, they are called what they are. */
const withWords = (line: Jotting, files: readonly StoredFile[]): Jotting =>
  line.text.trim() || !files.length
    ? line
    : {
        ...line,
        text: [...new Set(files.map(({ called }) => called))].join(', '),
        reading: 'note',
      };

/** More are counted, not named. */
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
