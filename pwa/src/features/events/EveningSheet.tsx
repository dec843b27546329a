import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { draftSaver, takeDraft } from '../../editing/draftSaver';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import { eventDay } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { capture as c, eveningForm as e } from '../../texts/capture';
import { dateText, hereZone, weekdayText } from '../../texts/dateTexts';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Row as Line, Rows } from '../../ui/Row';
import { Sheet } from '../../ui/Sheet';
import { inOrder } from './inOrder';
import { isOn, partOf } from './tonight';

type Props = {
  event: Row<'event'> | undefined;
  events: readonly Row<'event'>[];
  onChoose: (event: string | null) => void;
  onClose: () => void;
};

const SHOWN = 5;

/** Creates the current event, or chooses the event of the next note. */
export default function EveningSheet({ event, events, onChoose, onClose }: Props) {
  const [naming, setNaming] = useState(!event);
  const others = inOrder(events, now.value).slice(0, SHOWN);
  return (
    <Sheet title={naming ? e.title : e.choose} onClose={onClose} typing={naming}>
      {naming && <NameEvening onMade={onChoose} />}
      {(event || others.length > 0) && (
        <Rows label={e.choose}>
          {!naming && (
            <li>
              <Line title={e.another} onClick={() => setNaming(true)} />
            </li>
          )}
          {others.map((other) => (
            <li key={other.id}>
              <Line
                title={other.fields.name}
                detail={isOn(other.fields, now.value) ? e.here : dayOf(other)}
                aside={other.id === event?.id ? '✓' : undefined}
                onClick={() => onChoose(other.id)}
              />
            </li>
          ))}
          {event && (
            <li>
              <Line title={e.nowhere} onClick={() => onChoose(null)} />
            </li>
          )}
        </Rows>
      )}
      {event && !naming && (
        <ButtonLink wide href={`/events/${event.id}`}>
          {e.open(event.fields.name)}
        </ButtonLink>
      )}
    </Sheet>
  );
}

/** The name is suggested, so the second tap can be Save. */
function NameEvening({ onMade }: { onMade: (event: string) => void }) {
  // The id is made with the sheet, so that a second tap on Save makes no second event.
  const [id] = useState(newId);
  const [name, setName] = useState(() => suggestedName(Date.now(), hereZone()));
  const typed = useRef<string | undefined>(undefined);
  // The draft's key has the date, so that an unsaved name is not suggested at the next event.
  const [draft] = useState(() => `event:new/${eveningOf(Date.now(), hereZone())}`);
  const keep = useMemo(() => draftSaver(draft), [draft]);
  useEffect(() => {
    const restore = async () => {
      const text = await takeDraft(draft);
      if (text && typed.current === undefined) setName(text);
    };
    void restore().catch(() => undefined);
  }, [draft]);
  const write = (text: string) => {
    typed.current = text;
    setName(text);
    keep(text);
  };
  const { save, trouble } = useSave(async () => {
    const called = (typed.current ?? name).trim();
    if (!called) return;
    const set = { name: called, starts_at: new Date().toISOString(), timezone: hereZone() };
    await (await openStore()).write([{ kind: 'event', record: id, set }]);
    keep('');
    onMade(id);
  });
  return (
    <form class="stack" onSubmit={save}>
      <Field
        label={e.name}
        value={name}
        onText={write}
        most={200}
        enterkeyhint="done"
        autoComplete="off"
        onFocus={(focus) => focus.currentTarget.select()}
      />
      {trouble}
      <Button type="submit" look="primary" wide disabled={!name.trim()}>
        {e.save}
      </Button>
    </form>
  );
}

/** Returns the suggested name of an event at `instant` (ms). */
export const suggestedName = (instant: number, timezone: string): string =>
  c.suggested(weekdayText(eveningOf(instant, timezone)), partOf(instant));

const dayOf = ({ fields }: Row<'event'>): string =>
  dateText(eventDay(fields), dateHere(new Date()));
