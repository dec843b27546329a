import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { localDate, NAMESPACE } from '../../records/nextMorning';
import { nameId } from '../../records/uuid';
import { dateText, hereZone, timeText } from '../../texts/dateTexts';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { toastUndo } from '../../ui/Toast';
import type { CalendarEvent } from './calendar';

/** The events of a calendar file, each with a button to add it. */
export function Events({ events }: { events: readonly CalendarEvent[] }) {
  const [taken, setTaken] = useState<ReadonlySet<number>>(new Set());
  const take = async (event: CalendarEvent, index: number) => {
    const { fields } = event;
    const store = await openStore();
    // The id is made from the event, so that adding it twice makes one.
    const record = nameId(NAMESPACE, `event/${fields.starts_at}/${fields.name}`);
    const undo = await store.write([{ kind: 'event', record, set: fields }]);
    setTaken((before) => new Set([...before, index]));
    toastUndo(x.events.taken(fields.name), () => {
      void undo();
      setTaken((before) => new Set([...before].filter((other) => other !== index)));
    });
  };
  const today = localDate(Date.now(), hereZone());
  return (
    <Section title={x.events.title(events.length)}>
      <Rows>
        {events.map((event, index) => {
          const { name, place, starts_at, timezone } = event.fields;
          const when = `${dateText(localDate(Date.parse(starts_at), timezone), today)} ${timeText(starts_at, timezone)}`;
          const said = [
            [when, place].filter(Boolean).join(' · '),
            [event.isFloating && x.events.floating, event.isRepeated && x.events.repeated]
              .filter(Boolean)
              .join(' '),
          ];
          return (
            <li key={`${starts_at} ${name}`}>
              <Row
                title={name}
                detail={said.filter(Boolean).join('. ')}
                aside={
                  <Button
                    disabled={taken.has(index)}
                    aria-label={x.events.takeOf(name)}
                    onClick={() => void take(event, index)}
                  >
                    {x.events.take}
                  </Button>
                }
              />
            </li>
          );
        })}
      </Rows>
    </Section>
  );
}
