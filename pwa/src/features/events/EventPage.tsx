import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { now } from '../../data/now';
import { Begun } from '../../editing/Begun';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { dateText, timeText } from '../../texts/dateTexts';
import { displayName, subline } from '../../texts/displayName';
import { evening as o } from '../../texts/evening';
import { events as e } from '../../texts/events';
import { Button, ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page, Section } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line } from '../../ui/Row';
import { Attachments } from '../attachments/Attachments';
import { attachmentsOf } from '../attachments/attachmentsOf';
import { jotAt } from '../capture/jotFrom';
import { NoteLine } from '../people/NoteLine';
import { peopleAt } from './eventQueries';
import { draftOf, loadPlanning, type Planning } from './loadPlanning';
import { isBeginning } from './phase';
import { isOn } from './tonight';

export default function EventPage() {
  const { id = '' } = useRoute().params;
  return <Event key={id} id={id} />;
}

function Event({ id }: { id: string }) {
  const [editing, setEditing] = useState<Planning>();
  const found = useLive(
    async (store) => ({ event: await store.get('event', id) }),
    ['event'],
    [id],
  );
  if (!found) return <Page title={e.title} back="/events" />;
  const { event } = found;
  if (!event || event.deleted_at)
    return (
      <Page title={e.title} back="/events">
        <EmptyState title={t.common.gone} />
      </Page>
    );
  const { fields } = event;
  const edit = () => void loadPlanning().then(setEditing);
  if (editing) return <editing.EventForm event={event} onClose={() => setEditing(undefined)} />;
  return (
    <Page
      title={fields.name}
      back="/events"
      actions={<Button onClick={edit}>{t.common.edit}</Button>}
      reach={
        <Button
          look="primary"
          wide
          onClick={() => {
            void jotAt(id).then(() => go('/'));
          }}
        >
          {e.jot}
        </Button>
      }
    >
      <div class="stack">
        <Begun draft={draftOf(id)} told={e.begun} onGoOn={edit} />
        <p class="soft">{whenAndWhere(event)}</p>
        {fields.description && <p class="body">{fields.description}</p>}
        <Around event={event} />
      </div>
      <Story event={event} />
    </Page>
  );
}

/** The people and the notes of an event. Loaded after its time and place, so that those are not delayed. */
function Story({ event }: { event: Row<'event'> }) {
  const { id, fields } = event;
  const story = useLive(
    async (store) => {
      const noted = store.notesAt(id);
      const [people, notes, attached] = await Promise.all([
        peopleAt(store, id, noted),
        noted,
        noted.then((notes) =>
          attachmentsOf(
            store,
            notes.map((note) => note.id),
          ),
        ),
      ]);
      return { people, notes, attached };
    },
    ['person', 'note', 'attachment'],
    [id],
  );
  if (!story) return null;
  const { people, notes, attached } = story;
  return (
    <>
      <Section title={e.people}>
        {people.length === 0 && <p class="soft">{e.noPeople}</p>}
        <Paged
          rows={people}
          line={(person) => (
            <Line
              href={`/people/${person.id}`}
              title={displayName(person.fields, fields.name)}
              detail={subline(person.fields)}
            />
          )}
        />
        <Gather event={event} />
      </Section>
      <Section title={e.notes}>
        {notes.length === 0 && <p class="soft">{e.noNotes}</p>}
        <Attachments rows={attached} compact />
        <Paged rows={notes} line={(note) => <NoteLine note={note} />} />
      </Section>
    </>
  );
}

/** Offers to add people who were captured without an event. */
function Gather({ event }: { event: Row<'event'> }) {
  const [sheet, setSheet] = useState<Planning>();
  const { fields } = event;
  if (Date.parse(fields.starts_at) > now.value && !isOn(fields, now.value)) return null;
  return (
    <>
      <Button look="quiet" onClick={() => void loadPlanning().then(setSheet)}>
        {e.gather}
      </Button>
      {sheet && <sheet.GatherSheet event={event} onClose={() => setSheet(undefined)} />}
    </>
  );
}

/** What is offered before, during and at the end of the event. */
function Around({ event: { id, fields } }: { event: Row<'event'> }) {
  const [table, setTable] = useState<Planning>();
  const begins = Date.parse(fields.starts_at);
  const isOver = now.value > begins && !isOn(fields, now.value);
  const before = now.value < begins || isBeginning(fields, now.value);
  return (
    <nav class="cluster" aria-label={o.around}>
      {before && (
        <ButtonLink look="quiet" href={`/events/${id}/before`}>
          {o.offers.before}
        </ButtonLink>
      )}
      {isOn(fields, now.value) && (
        <ButtonLink look="quiet" href="/cards">
          {o.offers.cards}
        </ButtonLink>
      )}
      {now.value >= begins && (
        <ButtonLink look="quiet" href={`/events/${id}/after`}>
          {o.offers.after}
        </ButtonLink>
      )}
      {!isOver && (
        <Button look="quiet" onClick={() => void loadPlanning().then(setTable)}>
          {o.offers.table}
        </Button>
      )}
      {table && <table.TableSheet event={fields} onClose={() => setTable(undefined)} />}
    </nav>
  );
}

/** "Tue 24 Nov, 19:30 to 23:00 · The old cinema". */
function whenAndWhere({ fields: { starts_at, ends_at, timezone, place } }: Row<'event'>): string {
  const date = (instant: string) => dateText(dayThere(instant, timezone), dateHere(new Date()));
  const start = `${date(starts_at)}, ${timeText(starts_at, timezone)}`;
  if (!ends_at) return [start, place].filter(Boolean).join(' · ');
  const end = `${date(ends_at) === date(starts_at) ? '' : `${date(ends_at)}, `}${timeText(ends_at, timezone)}`;
  return [e.until(start, end), place].filter(Boolean).join(' · ');
}
