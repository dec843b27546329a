import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isFull } from '../../data/isFull';
import { openStore } from '../../data/open';
import type { Store } from '../../data/store';
import { canKeep } from '../../editing/draftSaver';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { Button } from '../../ui/Button';
import { Chip, keepFocus } from '../../ui/Chip';
import { toast, toastUndo } from '../../ui/Toast';
import { tidy } from '../../ui/tidy';
import '../../ui/Field.css';
import { eventOn } from '../events/tonight';
import {
  eventFor,
  holdingDraft,
  isBlank,
  type Jotting,
  jotting,
  saysNothing,
  startAfresh,
  together,
  typed,
} from './jotting';
import { NotSaved } from './NotSaved';
import { loadReader, reader, readerSoon } from './reader';
import { tools } from './tools';

type Told = { text: string; href?: string; undo?: () => void };

type Props = {
  /** The id of the note's event; undefined while it is not known. */
  event: string | null | undefined;
  /** Do not focus the field, so that the keyboard stays closed. */
  waits?: boolean;
};

/** The field with its buttons, at the bottom of the screen. */
export function Composer({ event, waits = false }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const over = useRef(false);
  const line = jotting.value;
  const { text } = line;
  const body = text.trim();
  const isEmpty = isBlank(line);
  const Reading = reader.value?.LineReading;
  const Tools = tools.value;
  const trouble = refusal(line) ?? failed ?? (canKeep.value ? null : c.noStorage);
  useEffect(() => {
    if (!isEmpty) void loadReader();
  }, [isEmpty]);
  // Before the first frame: a key may have been pressed already.
  useLayoutEffect(() => {
    if (!waits) field.current?.focus();
  }, []);

  const keep = async (line: Jotting) => {
    // The field is empty before the disk has answered. If saving fails, the line is put back.
    startAfresh();
    try {
      const store = await openStore();
      const place = event === undefined ? await placeOf(store, line) : event;
      const { keepLine } = await readerSoon();
      const kept = await keepLine(store, line, place);
      const undo = () => {
        void kept.undo();
        if (isBlank(jotting.peek())) jotting.value = line;
      };
      if (cameFrom(line)) {
        toastUndo(kept.text, () => {
          undo();
          toast(c.undone);
        });
        history.back();
        return;
      }
      setTold({
        ...kept,
        undo: () => {
          undo();
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
    if (saysNothing(line) || refusal(line)) return;
    setFailed(null);
    // The message about the last line must not stay with this one.
    setTold(null);
    void holdingDraft(() => keep(line));
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
        {trouble && <NotSaved told={trouble} text={body} />}
        <div class="told" role="status">
          {told && !text && (
            <>
              <p>{told.href ? <a href={told.href}>{told.text}</a> : told.text}</p>
              {told.undo && <Chip onClick={told.undo}>{t.common.undo}</Chip>}
            </>
          )}
        </div>
        {Reading && !isEmpty && (
          <Reading line={line} event={event ?? null} onDone={() => field.current?.focus()} />
        )}
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
            // Enter that ends a composition is not Save. Safari ends the composition first, and sends only
            // the key code: https://webkit.org/b/165004
            if (event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            submit();
          }}
        />
        {Tools && <Tools />}
        <Button type="submit" look="primary" disabled={saysNothing(line)} onPointerDown={keepFocus}>
          {c.save}
        </Button>
      </div>
    </form>
  );
}

/** Whether the previous page is that of a person whom the line is about. If so, saving goes back there. */
function cameFrom({ chosen }: Jotting): boolean {
  const { about } = (history.state ?? {}) as { about?: string };
  return about !== undefined && chosen.includes(about);
}

/** Returns the event of a line that is saved before the screen has read the events. */
async function placeOf(store: Store, line: Jotting): Promise<string | null> {
  const on = eventOn(await store.all('event'), Date.now());
  return eventFor(line, on?.id, Date.now());
}

/** Returns why the line cannot be saved; undefined before the reader has been loaded. */
const refusal = (line: Jotting): string | undefined => reader.value?.refusedIn(line);
