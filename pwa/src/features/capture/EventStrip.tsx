import { useState } from 'preact/hooks';
import { now } from '../../data/now';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/Toast';
import type EveningSheet from '../events/EveningSheet';
import { partOf } from '../events/tonight';

type Props = {
  /** The event of the next note. */
  event: Row<'event'> | undefined;
  /** All events, to choose another. */
  events: readonly Row<'event'>[];
  on: boolean;
  onChoose: (event: string | null) => void;
};

/** Above the field: the current event, one tap from its name, and the link to the people met there. */
export function EventStrip({ event, events, on, onChoose }: Props) {
  // An object, because `useState` would call a component as a function.
  const [sheet, setSheet] = useState<{ Evening: typeof EveningSheet } | null>(null);
  const open = () =>
    import('../events/EveningSheet').then(
      (loaded) => setSheet({ Evening: loaded.default }),
      () => toast(t.common.notLoaded),
    );
  const evening = partOf(now.value) === 'evening';
  return (
    <>
      <div class="head">
        <button type="button" class="strip" onClick={() => void open()}>
          <Icon sign="evening" />
          <span class="strip-name">
            <span class="soft">
              {!event || on ? `${evening ? c.tonight : c.today}: ` : c.goesTo}
            </span>
            {event ? event.fields.name : c.nowhere}
          </span>
          <Icon sign="more" size={1} />
          {event && <span class="hidden"> ({c.changeEvent})</span>}
        </button>
        <a class="button icon" href="/people?find=" aria-label={c.whoWasThat}>
          <Icon sign="search" />
        </a>
      </div>
      {sheet && (
        <sheet.Evening
          event={event}
          events={events}
          onChoose={(chosen) => {
            setSheet(null);
            onChoose(chosen);
          }}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  );
}
