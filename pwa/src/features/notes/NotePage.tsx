import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { openStore } from '../../data/open';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import { useEscape } from '../../editing/useEscape';
import { useLive } from '../../editing/useLive';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { NoteFields, Row } from '../../records/kinds';
import { t } from '../../texts';
import { dateText, timeText } from '../../texts/dateTexts';
import { withIdleTexts } from '../../texts/idleTexts';
import { notes as n } from '../../texts/notes';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { TextArea } from '../../ui/Field';
import { goBack } from '../../ui/goBack';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { AddPicture, Attachments } from '../attachments/Attachments';
import { attachmentsOf } from '../attachments/attachmentsOf';
import { gainedBy } from '../capture/plan';
import { EventChoice } from '../events/EventChoice';
import { peopleById } from '../people/personQueries';
import { OtherVersion } from '../sync/OtherVersion';
import { Versions } from '../versions/Versions';
import { About } from './About';
import type { Correction } from './idle.correct';
import './notes.css';

export default function NotePage() {
  const { id = '' } = useRoute().params;
  // Read together, so that nothing that is being read moves down later.
  const found = useLive(
    async (store) => {
      const note = await store.get('note', id);
      const [events, people, attached] = await Promise.all([
        store.all('event'),
        peopleById(store, note?.fields.person_ids ?? []),
        attachmentsOf(store, [id]),
      ]);
      return { note, events, people, attached };
    },
    ['note', 'event', 'person', 'attachment'],
    [id],
  );
  if (!found) return <Page title={n.title} back="/" />;
  if (!found.note || found.note.deleted_at)
    return (
      <Page title={n.title} back="/">
        <EmptyState title={t.common.gone} />
      </Page>
    );
  return <Note key={id} {...found} note={found.note} />;
}

type Corrections = { CorrectCard?: typeof import('./idle.correct').CorrectCard; all: Correction[] };
const NONE: Corrections = { all: [] };

interface NoteProps {
  note: Row<'note'>;
  events: readonly Row<'event'>[];
  /** The people of the note, as it is stored. */
  people: ReadonlyMap<string, Row<'person'>>;
  attached: readonly Row<'attachment'>[];
}

/** A note, always open for writing. Save appears once something has changed. */
function Note({ note, events, people, attached }: NoteProps) {
  const edit = useEdit<NoteFields>(`note:${note.id}`, note.fields, note.rev);
  useEscape(() => goBack('/'));
  const [tried, setTried] = useState(false);
  const [corrections, setCorrections] = useState<Corrections>(NONE);
  const { CorrectCard } = corrections;
  const { values, set } = edit;
  const changed = Object.keys(edit.changes).length > 0;
  const { captured_at, captured_timezone } = note.fields;
  const date = dayThere(captured_at, captured_timezone);

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, changes: set, base, saved } = edit.take();
    if (!values.body.trim()) return;
    const store = await openStore();
    const { body, person_ids } = note.fields;
    const named = [...(await peopleById(store, values.person_ids, people.values())).values()];
    const gained = named
      .filter(({ id }) => !person_ids.includes(id))
      .map((person) => ({ person, set: gainedBy(values.body, person) }));
    await store.write([
      { kind: 'note', record: note.id, set, base },
      ...gained
        .filter(({ set }) => Object.keys(set).length > 0)
        .map(({ person: { id }, set }) => ({
          kind: 'person' as const,
          record: id,
          set,
        })),
    ]);
    saved();
    setTried(false);
    toast(n.saved);
    const before = named.filter(({ id }) => person_ids.includes(id));
    // If the code has not been fetched and there is no network, nothing is asked.
    void withIdleTexts(() => import('./idle.correct'))
      .then(({ CorrectCard, correctionsOf }) =>
        setCorrections({ CorrectCard, all: correctionsOf(before, body, values.body) }),
      )
      .catch(() => undefined);
  });

  return (
    <form noValidate onSubmit={save}>
      <Page
        title={n.title}
        back="/"
        reach={
          changed ? (
            <>
              {trouble}
              <Button type="submit" look="primary" wide>
                {t.common.save}
              </Button>
            </>
          ) : undefined
        }
      >
        <OtherVersion note={note} />
        {CorrectCard &&
          corrections.all.map((one) => (
            <CorrectCard
              key={one.person.id}
              {...one}
              onDone={() =>
                setCorrections({
                  CorrectCard,
                  all: corrections.all.filter((other) => other !== one),
                })
              }
            />
          ))}
        <div class="stack">
          <TextArea
            label={n.body}
            rows={4}
            most={10_000}
            value={values.body}
            error={tried && !values.body.trim() ? n.needed : undefined}
            onText={(body) => set({ body })}
          />
          <p class="soft">
            {n.captured(
              dateText(date, dateHere(new Date())),
              timeText(captured_at, captured_timezone),
            )}
            {note.pending && ` · ${n.waiting}`}
          </p>
          <Attachments rows={attached} />
          <div class="cluster add-to-note">
            <AddPicture of={note.id} />
          </div>
          <About
            ids={values.person_ids}
            known={people}
            onIds={(person_ids) => set({ person_ids })}
          />
          <EventChoice
            label={n.event}
            none={n.noEvent}
            events={events}
            value={values.event_id}
            onEvent={(event_id) => set({ event_id })}
          />
        </div>
        <Versions row={note} />
        <EraseButton row={note} told={n.deleted} edit={edit} leave={() => goBack('/')}>
          {n.delete}
        </EraseButton>
      </Page>
    </form>
  );
}
