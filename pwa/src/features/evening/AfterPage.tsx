import { useEffect, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { t } from '../../texts';
import { displayName, subline } from '../../texts/displayName';
import { evening } from '../../texts/evening';
import { Button, ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { Row as Line, Rows } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { Composer } from '../capture/Composer';
import { keepDraft } from '../capture/jotting';
import { eveningAt } from './eveningQueries';
import { NotesFromBefore } from './NotesFromBefore';
import { noteProgress } from './noteProgress';
import { Remind } from './Remind';
import { UnassignedNotes } from './UnassignedNotes';
import './evening.css';

/** Leaving an event: whom the user met, who is missing, whom unassigned notes are about, and the next morning. */
export default function AfterPage() {
  const { id = '' } = useRoute().params;
  const found = useLive(
    async (store) => ({ evening: await eveningAt(store, id) }),
    ['event', 'person', 'note'],
    [id],
  );
  const [asking, setAsking] = useState(true);
  useEffect(() => {
    // The field is that of the first screen, with its draft.
    void keepDraft().catch(() => undefined);
  }, []);
  if (!found) return <Page title={evening.after.title} back={`/events/${id}`} />;
  if (!found.evening)
    return (
      <Page title={evening.after.title} back="/events">
        <EmptyState title={t.common.gone} />
      </Page>
    );
  const { event, people, loose } = found.evening;
  const name = event.fields.name;
  const done = async () => {
    await noteProgress(await openStore(), id, { wrapped: true });
    toast(evening.after.doneTold);
    go('/');
  };
  return (
    <Page title={evening.after.title} back={`/events/${id}`} reach={<Composer event={id} waits />}>
      <div class="stack">
        <p class="soft">{name}</p>
        <p class="wrapped">
          {evening.after.met(people.length)}{' '}
          {people.length ? evening.after.missing : evening.after.missingNobody}
        </p>
        <Rows label={evening.after.met(people.length)}>
          {people.map((person) => (
            <li key={person.id}>
              <Line
                href={`/people/${person.id}`}
                title={displayName(person.fields, name)}
                detail={subline(person.fields)}
              />
            </li>
          ))}
        </Rows>
      </div>
      {asking && <NotesFromBefore event={event} onDone={() => setAsking(false)} />}
      <UnassignedNotes notes={loose} people={people} event={name} />
      <Remind />
      <ButtonLink href="/shelf?page=morning">{evening.after.shelf}</ButtonLink>
      <Button look="quiet" class="good-night" onClick={() => void done()}>
        {evening.after.done}
      </Button>
    </Page>
  );
}
