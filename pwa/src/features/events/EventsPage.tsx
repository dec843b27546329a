import { useMemo, useState } from 'preact/hooks';
import { now } from '../../data/now';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import { eventDay } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { dateText } from '../../texts/dateTexts';
import { events as e } from '../../texts/events';
import { inASentence } from '../../texts/inASentence';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page, Section } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line, Rows } from '../../ui/Row';
import { useSeen } from '../../ui/useSeen';
import EveningSheet from './EveningSheet';
import { peopleAt } from './eventQueries';
import { inOrder } from './inOrder';
import { loadPlanning, type Planning } from './loadPlanning';
import { isOn, partOf } from './tonight';

/** More names than this are counted. */
const NAMED = 4;

/** How many evenings are shown at first: a sheet that opens above them has each row styled anew. */
const AT_ONCE = 40;

/** The events: current, coming and past, each with the people met there. */
export default function EventsPage() {
  const all = useLive((store) => store.all('event'), ['event'], []);
  const [naming, setNaming] = useState(false);
  const [planning, setPlanning] = useState<Planning>();
  const at = now.value;
  // Memoised, so that it is not drawn again when the sheet opens.
  const evenings = useMemo(() => all && <Evenings all={all} at={at} />, [all, at]);
  const isAtOne = all?.some(({ fields }) => isOn(fields, at));
  const evening = partOf(at) === 'evening';
  return (
    <Page
      title={e.title}
      reach={
        <div class="two">
          <Button look="quiet" onClick={() => void loadPlanning().then(setPlanning)}>
            {e.plan}
          </Button>
          <Button look={isAtOne ? 'quiet' : 'primary'} onClick={() => setNaming(true)}>
            {evening ? e.add : e.addToday}
          </Button>
        </div>
      }
    >
      {all?.length === 0 && <EmptyState title={e.none} text={e.noneText} />}
      {evenings}
      {all && (
        <Rows>
          <li>
            <Line title={e.cards} detail={e.cardsDetail} href="/cards" />
          </li>
        </Rows>
      )}
      {naming && (
        <EveningSheet
          event={undefined}
          events={[]}
          onChoose={() => go('/')}
          onClose={() => setNaming(false)}
        />
      )}
      {planning && (
        <planning.PlanSheet
          onMade={(id) => {
            // On a desktop this list stays beside the event's page.
            setPlanning(undefined);
            go(`/events/${id}`);
          }}
          onClose={() => setPlanning(undefined)}
        />
      )}
    </Page>
  );
}

function Evenings({ all, at }: { all: readonly Row<'event'>[]; at: number }) {
  const sorted = inOrder(all, at);
  const on = sorted.filter(({ fields }) => isOn(fields, at));
  const coming = sorted
    .filter((event) => !on.includes(event) && Date.parse(event.fields.starts_at) > at)
    .reverse();
  const past = sorted.filter((event) => !on.includes(event) && !coming.includes(event));
  return (
    <>
      <Part title={e.on} events={on} />
      <Part title={e.coming} events={coming} />
      <Part title={e.past} events={past} />
    </>
  );
}

function Part({ title, events }: { title: string; events: Row<'event'>[] }) {
  if (!events.length) return null;
  return (
    <Section title={title}>
      <Paged rows={events} page={AT_ONCE} line={(event) => <EventLine event={event} />} />
    </Section>
  );
}

/** Reads the people of an event once its row is near the screen: a hundred events would be a hundred queries. */
function EventLine({ event }: { event: Row<'event'> }) {
  const [seen, watch] = useSeen();
  return <div ref={watch}>{seen ? <WithPeople event={event} /> : <Bare event={event} />}</div>;
}

function WithPeople({ event }: { event: Row<'event'> }) {
  const people = useLive((store) => peopleAt(store, event.id), ['person', 'note'], [event.id]);
  return (
    <Bare
      event={event}
      names={people?.map(({ fields }) => inASentence(fields, event.fields.name))}
    />
  );
}

function Bare({
  event: { id, fields },
  names,
}: {
  event: Row<'event'>;
  names?: string[] | undefined;
}) {
  const date = eventDay(fields);
  return (
    <Line
      href={`/events/${id}`}
      title={fields.name}
      detail={
        <>
          {[dateText(date, dateHere(new Date(now.value))), fields.place]
            .filter(Boolean)
            .join(' · ')}
          {names?.length !== 0 && <br />}
          {/* The line is reserved until the names have been read, so that nothing below moves. */}
          {names?.length !== 0 &&
            (names ? e.met(names.slice(0, NAMED), Math.max(0, names.length - NAMED)) : '\u00a0')}
        </>
      }
    />
  );
}
