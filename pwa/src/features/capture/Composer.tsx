import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Store } from '../../data/store';
import { canKeep } from '../../editing/draftSaver';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { NOTE, refusalOf } from '../../records/limits';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { Button } from '../../ui/Button';
import { Chip, keepFocus } from '../../ui/Chip';
import { refusalText } from '../../ui/refusal';
import { tidy } from '../../ui/tidy';
import { eventOn } from '../events/tonight';
import { displayName } from '../people/displayName';
import { Choices } from './Choices';
import {
  eventFor,
  holdingDraft,
  isBlank,
  type Jotting,
  jotting,
  startAfresh,
  together,
  typed,
} from './jotting';
import { Known } from './Known';
import { Preview } from './Preview';
import { type Plan, plansOf } from './plan';
import { save } from './save';
import { FormErrors } from './Trouble';

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
  const [failed, setFailed] = useState<string | null>(null);
  const over = useRef(false);
  const line = jotting.value;
  const { text, chosen } = line;
  const people = useLive((store) => peopleOf(store, chosen), ['person'], [chosen.join()]);
  const plans = plansOf({ ...line, chosen: people ?? [] });
  const body = text.trim();
  const trouble = refused(plans) ?? failed ?? (canKeep.value ? null : c.noStorage);
  // At once, not after the first frame: a letter may be on its way already.
  useLayoutEffect(() => {
    if (!waits) field.current?.focus();
  }, []);

  const keepLine = async (line: Jotting) => {
    // The field is free for the next one before the disk has answered; a failure puts the line back.
    startAfresh();
    try {
      const store = await openStore();
      const plans = plansOf({ ...line, chosen: await peopleOf(store, line.chosen) });
      const place = event === undefined ? await placeOf(store, line) : event;
      const undo = await save(store, plans, place, line.startedAt ?? Date.now());
      setTold({
        text: toldOf(plans, place),
        undo: () => {
          void undo();
          if (isBlank(jotting.peek())) jotting.value = line;
          setTold({ text: c.undone });
          field.current?.focus();
        },
      });
    } catch (error) {
      jotting.value = together(line, jotting.peek());
      setFailed(isFull(error) ? c.full : c.notSaved);
    }
  };

  const submit = () => {
    const line = jotting.peek();
    if (!line.text.trim() || refused(plans)) return;
    setFailed(null);
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
        {body && <Preview plans={plans} />}
        {body && <Choices plans={plans} text={text} />}
        {trouble && <FormErrors told={trouble} text={body} />}
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
          autocapitalize="sentences"
          enterkeyhint="done"
          onBeforeInput={({ currentTarget: { value, selectionStart, selectionEnd } }) => {
            over.current = selectionStart === 0 && selectionEnd === value.length;
          }}
          onInput={(event) => {
            typed(tidy(event.currentTarget.value), over.current);
            over.current = false;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            // An input method's own: Safari says so by the code alone, when the composition has ended.
            if (event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            submit();
          }}
        />
        <Button type="submit" look="primary" disabled={!body} onPointerDown={keepFocus}>
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

/** Why it cannot be saved as it stands. */
function refused(plans: readonly Plan[]): string | null {
  for (const { body } of plans) {
    const refusal = refusalOf(body, NOTE);
    if (refusal) return refusalText(refusal);
  }
  return null;
}

/** Whether the phone has no room left, wherever that was noticed. */
function isFull(error: unknown): boolean {
  const { name, cause } = error as { name?: string; cause?: unknown };
  return name === 'QuotaExceededError' || (cause !== undefined && isFull(cause));
}
