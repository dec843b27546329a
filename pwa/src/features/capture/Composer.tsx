import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../app/texts/en';
import { capture as c } from '../../app/texts/en/capture';
import { useLive } from '../../app/useLive';
import { openStore } from '../../data/open';
import { Button } from '../../ui/Button';
import { Chip, keepFocus } from '../../ui/Chip';
import { tidy } from '../../ui/tidy';
import { called } from '../people/calling';
import { Choices } from './Choices';
import { jot, jotting, startAfresh } from './jotting';
import { Known } from './Known';
import { Preview } from './Preview';
import { type Plan, planOf } from './plan';
import { save } from './save';

type Told = { text: string; undo?: () => void };

/** The field and what belongs to it, at the bottom of the screen. `event`: the id the note goes to. */
export function Composer({ event }: { event: string | null }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const { text, reading, swapped, chosen, startedAt } = jotting.value;
  const people = useLive(
    async (store) =>
      (await Promise.all(chosen.map((id) => store.get('person', id)))).flatMap((one) => one ?? []),
    ['person'],
    [chosen.join()],
  );
  const plan = planOf({ text, reading, swapped, chosen: people ?? [] });
  useEffect(() => field.current?.focus(), []);

  const submit = async () => {
    if (!plan.body) return;
    const line = jotting.peek();
    // The field is free for the next one before the disk has answered; a failure puts the line back.
    startAfresh();
    field.current?.focus();
    try {
      const undo = await save(await openStore(), plan, event, startedAt ?? Date.now());
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
      jotting.value = line;
      setTold({ text: c.notSaved });
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
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
            void submit();
          }}
        />
        <Button type="submit" look="primary" disabled={!plan.body} onPointerDown={keepFocus}>
          {c.save}
        </Button>
      </div>
    </form>
  );
}

function toldOf({ people, known }: Plan): string {
  const who = [
    ...known.map(({ person }) => called(person.fields)),
    ...people.map((person) => called(person)),
  ];
  return who.length ? c.saved(who.join(', ')) : c.savedNote;
}
