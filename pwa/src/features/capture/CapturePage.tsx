import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ErrorBoundary, lazy } from 'preact-iso';
import { now } from '../../data/now';
import { useLive } from '../../editing/useLive';
import { dueCount } from '../../prompts/dueCount';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { withTexts } from '../../texts/language';
import { eventOn } from '../events/tonight';
import { Composer } from './Composer';
import { EventStrip } from './EventStrip';
import { eventFor, jot, jotting, keepDraft } from './jotting';
import { Met } from './Met';
import { tools } from './tools';
import './capture.css';

const Offers = lazy<ComponentType<{ event: Row<'event'> | undefined }>>(() =>
  withTexts(() => import('../evening/Offers')),
);

const DueStrip = lazy<ComponentType>(() =>
  withTexts(() => import('../followups/DueStrip')).then(({ DueStrip }) => ({ default: DueStrip })),
);

/** Asks about an evening that was just named whether earlier notes belong to it. */
const NotesFromBefore = lazy<ComponentType<{ event: Row<'event'>; onDone: () => void }>>(
  async () => ({
    default: (await withTexts(() => import('../evening/NotesFromBefore'))).NotesFromBefore,
  }),
);

/** The first screen: the field is ready at once. Nothing here waits for the database. */
export function Capture() {
  const known = useLive((store) => store.all('event'), ['event'], []);
  const events = known ?? [];
  const on = eventOn(events, now.value);
  const id = eventFor(jotting.value, on?.id, now.value);
  const event = events.find((one) => one.id === id);
  const [named, setNamed] = useState<string | null>(null);

  // Outside of an event only the link to the user's own card is offered, and not on a first visit, which
  // would load it.
  const offered = on || tools.value;
  const isDue = dueCount.value > 0;
  // Memoised, so that it is not drawn at each key press, nor read again at each Save.
  const around = useMemo(
    () => (
      <>
        {offered && (
          <ErrorBoundary>
            <Offers event={on} />
          </ErrorBoundary>
        )}
        {isDue && (
          <ErrorBoundary>
            <DueStrip />
          </ErrorBoundary>
        )}
      </>
    ),
    [on, !offered, isDue],
  );

  useEffect(() => {
    document.title = `${c.title} · ${t.app}`;
    // Without a database one can still type; saving shows the error.
    void keepDraft().catch(() => undefined);
  }, []);

  return (
    <div class="capture">
      <h1 class="hidden">{c.title}</h1>
      <EventStrip
        event={event}
        events={events}
        on={event !== undefined && event.id === on?.id}
        onChoose={(chosen) => {
          jot({ place: { event: chosen, at: Date.now() } });
          setNamed(chosen);
        }}
      />
      {event && event.id === named && (
        <ErrorBoundary>
          <NotesFromBefore event={event} onDone={() => setNamed(null)} />
        </ErrorBoundary>
      )}
      <Met key={id} event={known && (event ?? null)} />
      <div hidden={jotting.value.text !== ''}>{around}</div>
      <Composer event={known && (event?.id ?? null)} />
    </div>
  );
}
