/** The line as it will be saved, and the other ways to read it. */
import { useMemo } from 'preact/hooks';
import type { Store, Undo } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { vocabulary } from '../../lines/languages';
import { keysOf } from '../../lines/mentions';
import type { Row } from '../../records/kinds';
import { NOTE, refusalOf } from '../../records/limits';
import { capture as c } from '../../texts/capture';
import { refusalText } from '../../ui/refusal';
import { displayName } from '../people/displayName';
import { Choices } from './Choices';
import type { Jotting } from './jotting';
import { Known } from './Known';
import { Preview } from './Preview';
import { type Plan, plansOf } from './plan';
import { save } from './save';

/** Who may be named in the line of those who are known, and whom a tap has chosen. */
async function boxOf(store: Store, { text, chosen }: Pick<Jotting, 'text' | 'chosen'>) {
  const { words, starts } = keysOf(text, vocabulary);
  const [box, found] = await Promise.all([
    store.named(words, starts),
    Promise.all(chosen.map((id) => store.get('person', id))),
  ]);
  // Who was deleted meanwhile is not among them.
  return { box, chosen: found.flatMap((row) => (row && row.deleted_at === null ? row : [])) };
}

type Props = { line: Jotting; onDone: () => void };

export function LineReading({ line, onDone }: Props) {
  const { text, chosen } = line;
  const keys = useMemo(() => JSON.stringify(keysOf(text, vocabulary)), [text]);
  const found = useLive((store) => boxOf(store, line), ['person'], [keys, chosen.join()]);
  const last = useMemo<{ box: Row<'person'>[]; chosen: Row<'person'>[] }>(
    () => ({ box: [], chosen: [] }),
    [],
  );
  // While the next letter is looked up, who was found for the last one stays.
  if (found) Object.assign(last, found);
  const plans = plansOf({ ...line, chosen: last.chosen }, last.box);
  return (
    <>
      <Known text={text} plans={plans} onDone={onDone} />
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

/** Saves the line as it is read; returns what to say of it, and what takes it back. */
export async function keepLine(
  store: Store,
  line: Jotting,
  event: string | null,
): Promise<{ text: string; undo: Undo }> {
  const { box, chosen } = await boxOf(store, line);
  const plans = plansOf({ ...line, chosen }, box);
  const undo = await save(store, plans, event, line.startedAt ?? Date.now());
  return { text: toldOf(plans, event), undo };
}

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
  return c.saved(who.length > NAMED ? c.several(who.length) : who.join(', '), isDue);
}
