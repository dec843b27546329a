import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Store } from '../../data/store';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { Button } from '../../ui/Button';
import { Chip, keepFocus } from '../../ui/Chip';
import { tidy } from '../../ui/tidy';
import { eventOn } from '../events/tonight';
import { displayName } from '../people/displayName';
import { Choices } from './Choices';
import {
  eventFor,
  holdingDraft,
  type Jotting,
  jot,
  jotting,
  startAfresh,
  together,
} from './jotting';
import { Known } from './Known';
import { Preview } from './Preview';
import { type Plan, planOf } from './plan';
import { save } from './save';

type Told = { text: string; undo?: () => void };

type Props = {
  /** The id of the event that the note goes to; undefined: not known yet. */
  event: string | null | undefined;
  /** The keyboard stays away until the field is tapped. */
  waits?: boolean;
};

/** The field and what belongs to it, at the bottom of the screen. */
export function Composer({ event, waits = false }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const line = jotting.value;
  const { text, chosen } = line;
  const people = useLive((store) => peopleOf(store, chosen), ['person'], [chosen.join()]);
  const plan = planOf({ ...line, chosen: people ?? [] });
  // At once, not after the first frame: a letter may be on its way already.
  useLayoutEffect(() => {
    if (!waits) field.current?.focus();
  }, []);

  const keepLine = async (line: Jotting) => {
    // The field is free for the next one before the disk has answered; a failure puts the line back.
    startAfresh();
    try {
      const store = await openStore();
      const plan = planOf({ ...line, chosen: await peopleOf(store, line.chosen) });
      const place = event === undefined ? await placeOf(store, line) : event;
      const undo = await save(store, plan, place, line.startedAt ?? Date.now());
      setTold({
        text: toldOf(plan),
        undo: () => {
          void undo();
          if (jotting.peek().startedAt === null) jotting.value = line;
          setTold({ text: c.undone });
          field.current?.focus();
        },
      });
    } catch {
      jotting.value = together(line, jotting.peek());
      setTold({ text: c.notSaved });
    }
  };

  const submit = () => {
    const line = jotting.peek();
    if (!line.text.trim()) return;
    // The word of the last one may not stand for this one.
    setTold(null);
    void holdingDraft(() => keepLine(line));
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="above">
        <div class="told" role="status">
          {told && !text && (
            <>
              <p>{told.text}</p>
              {told.undo && <Chip onClick={told.undo}>{t.common.undo}</Chip>}
            </>
          )}
        </div>
        <Known text={text} chosen={people ?? []} onDone={() => field.current?.focus()} />
        {plan.body && <Preview plan={plan} />}
        {plan.body && <Choices plan={plan} text={text} />}
      </div>
      <div class="line">
        <label class="hidden" for="jot">
          {c.field}
        </label>
        <textarea
          id="jot"
          class="input"
          rows={1}
          ref={field}
          value={text}
          placeholder={c.placeholder}
          maxLength={10_000}
          autocapitalize="sentences"
          enterkeyhint="done"
          onInput={(event) => jot({ text: tidy(event.currentTarget.value) })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <Button type="submit" look="primary" disabled={!plan.body} onPointerDown={keepFocus}>
          {c.save}
        </Button>
      </div>
    </form>
  );
}

/** The chosen people as they are now; who was deleted meanwhile is not among them. */
async function peopleOf(store: Store, ids: readonly string[]): Promise<Row<'person'>[]> {
  const found = await Promise.all(ids.map((id) => store.get('person', id)));
  return found.flatMap((row) => (row && row.deleted_at === null ? row : []));
}

/** Where a line goes that is saved before the screen has read the events. */
async function placeOf(store: Store, line: Jotting): Promise<string | null> {
  const on = eventOn(await store.all('event'), Date.now());
  return eventFor(line, on?.id, Date.now());
}

function toldOf({ people, known }: Plan): string {
  const who = [
    ...known.map(({ person }) => displayName(person.fields)),
    ...people.map((person) => displayName(person)),
  ];
  return who.length ? c.saved(who.join(', ')) : c.savedNote;
}
