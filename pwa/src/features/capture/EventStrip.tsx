import { useState } from 'preact/hooks';
import { ErrorBoundary, lazy } from 'preact-iso';
import { now } from '../../data/now';
import type { Row } from '../../records/kinds';
import { capture as c } from '../../texts/capture';
import { hereZone } from '../../ui/dateTexts';
import { Icon } from '../../ui/Icon';
import { partOf } from '../events/tonight';

const EveningSheet = lazy(() => import('../events/EveningSheet'));

type Props = {
  /** Where the next note goes. */
  event: Row<'event'> | undefined;
  /** All of them, for choosing another. */
  events: Row<'event'>[];
  on: boolean;
  onChoose: (event: string | null) => void;
};

/** Above the field: which evening this is. One tap to name it or to change it. */
export function EventStrip({ event, events, on, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const evening = partOf(now.value, hereZone()) === 'evening';
  return (
    <>
      <button type="button" class="strip" onClick={() => setOpen(true)}>
        <Icon sign="evening" />
        <span class="strip-name">
          <span class="soft">{!event || on ? `${evening ? c.tonight : c.today}: ` : c.goesTo}</span>
          {event ? event.fields.name : c.nowhere}
        </span>
        <Icon sign="more" size={1} />
        {event && <span class="hidden">. {c.changeEvent}</span>}
      </button>
      {open && (
        <ErrorBoundary>
          <EveningSheet
            event={event}
            events={events}
            onChoose={(chosen: string | null) => {
              setOpen(false);
              onChoose(chosen);
            }}
            onClose={() => setOpen(false)}
          />
        </ErrorBoundary>
      )}
    </>
  );
}
