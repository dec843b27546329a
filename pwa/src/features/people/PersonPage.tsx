import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { Begun } from '../../editing/Begun';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import type { PersonFields } from '../../records/kinds';
import { t } from '../../texts';
import { displayName } from '../../texts/displayName';
import { followups as f } from '../../texts/followups';
import { people as p } from '../../texts/people';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page, Section } from '../../ui/Page';
import { Rows } from '../../ui/Row';
import { jotAbout } from '../capture/jotFrom';
import { SameAs } from '../duplicates/SameAs';
import { AddPromise } from '../followups/AddPromise';
import { greetingFor } from '../followups/greeting';
import { useHello } from '../followups/HelloSheet';
import { Versions } from '../versions/Versions';
import { CompanyOf } from './CompanyOf';
import { FollowupLines } from './FollowupLines';
import { GoodTurns } from './GoodTurns';
import { HandOn } from './HandOn';
import { NoteLine } from './NoteLine';
import { PersonCard } from './PersonCard';
import { draftOf, PersonForm } from './PersonForm';
import { storyOf, type Who, whoIs } from './personQueries';
import './people.css';

export default function PersonPage() {
  const { id = '' } = useRoute().params;
  return <Person key={id} id={id} />;
}

function Person({ id }: { id: string }) {
  const found = useLive(
    async (store) => ({ who: await whoIs(store, id) }),
    ['person', 'event'],
    [id],
  );
  /** The field with the focus, while the card is being edited. */
  const [editing, setEditing] = useState<keyof PersonFields | true | null>(null);
  const today = dateHere(new Date(now.value));
  const [sheet, greet] = useHello(today, null);
  if (!found) return <Page title={p.title} back="/people" />;
  const { who } = found;
  if (!who)
    return (
      <Page title={p.title} back="/people">
        <EmptyState title={t.common.gone} />
      </Page>
    );
  const { person, event } = who;
  const name = displayName(person.fields, event?.fields.name);
  if (editing)
    return <PersonForm person={person} name={name} at={editing} onClose={() => setEditing(null)} />;
  const sayHi = async () => greet(await greetingFor(await openStore(), person, today));
  const jot = async () => {
    await jotAbout(id, name);
    // Saving the note returns here.
    go('/', false, { about: id });
  };
  return (
    <Page
      title={name}
      back="/people"
      actions={<Button onClick={() => setEditing(true)}>{t.common.edit}</Button>}
      reach={
        <div class="two">
          <Button look="quiet" aria-label={p.jot(name)} onClick={() => void jot()}>
            {p.jotShort}
          </Button>
          <Button look="primary" aria-label={f.about(f.sayHi, name)} onClick={() => void sayHi()}>
            {f.sayHi}
          </Button>
        </div>
      }
    >
      <Begun draft={draftOf(id)} told={p.begun} onGoOn={() => setEditing(true)} />
      <PersonCard who={who} onEdit={setEditing} />
      <Story who={who} name={name} />
      {sheet}
    </Page>
  );
}

/** How many notes come before what is to be done, the latest first. */
const FEW = 6;

/** Everything linked to a person. Loaded after the card, so that the card is not delayed. */
function Story({ who: { person, event }, name }: { who: Who; name: string }) {
  const { id, fields } = person;
  const story = useLive(
    (store) => storyOf(store, id, fields.met_at),
    ['person', 'note', 'followup', 'kindness', 'attachment'],
    [id, fields.met_at],
  );
  const [all, setAll] = useState(false);
  if (!story) return null;
  const { followups, company, attached } = story;
  const notes = story.notes.toReversed();
  return (
    <>
      <Section title={p.notes}>
        {notes.length === 0 && <p class="soft">{p.noNotes}</p>}
        <Rows>
          {notes.slice(0, all ? undefined : FEW).map((note) => (
            <li key={note.id}>
              <NoteLine
                note={note}
                attached={attached.filter(({ fields }) => fields.of === note.id)}
              />
            </li>
          ))}
          {!all && notes.length > FEW && (
            // In the list: the focus goes on to the note that takes its place.
            <li>
              <Button onClick={() => setAll(true)}>{t.common.more}</Button>
            </li>
          )}
        </Rows>
      </Section>
      <Section title={p.followups}>
        <FollowupLines followups={followups} name={name} />
        <AddPromise personId={id} name={name} />
      </Section>
      <GoodTurns personId={id} story={story} />
      <CompanyOf company={company} name={name} event={event?.fields.name} />
      <SameAs person={person} />
      <HandOn id={id} name={name} />
      <Versions row={person} />
    </>
  );
}
