import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { people as p } from '../../texts/people';
import { Button } from '../../ui/Button';
import { dateText, hereZone } from '../../ui/dateTexts';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page, Section } from '../../ui/Page';
import { Row as Line, Rows } from '../../ui/Row';
import { jotAbout } from '../capture/jotting';
import { SameAs } from '../duplicates/SameAs';
import { AddPromise } from '../followups/AddPromise';
import { Versions } from '../versions/Versions';
import { CompanyOf } from './CompanyOf';
import { displayName } from './displayName';
import { GoodTurns } from './GoodTurns';
import { HandOn } from './HandOn';
import { NoteLine } from './NoteLine';
import { PersonCard } from './PersonCard';
import { PersonForm } from './PersonForm';
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
  const [editing, setEditing] = useState(false);
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
  if (editing) return <PersonForm person={person} name={name} onClose={() => setEditing(false)} />;
  return (
    <Page
      title={name}
      back="/people"
      actions={<Button onClick={() => setEditing(true)}>{t.common.edit}</Button>}
      reach={
        <Button
          look="primary"
          wide
          onClick={() => {
            void jotAbout(person.id, name).then(() => go('/'));
          }}
        >
          {p.jot(name)}
        </Button>
      }
    >
      <PersonCard who={who} />
      <Story who={who} name={name} />
    </Page>
  );
}

/** What hangs on them, below who they are, which is not kept waiting by it. */
function Story({ who: { person, event }, name }: { who: Who; name: string }) {
  const { id, fields } = person;
  const story = useLive(
    (store) => storyOf(store, id, fields.met_at),
    ['person', 'note', 'followup', 'kindness'],
    [id, fields.met_at],
  );
  if (!story) return null;
  const { notes, followups, company } = story;
  return (
    <>
      <Section title={p.notes}>
        {notes.length === 0 && <p class="soft">{p.noNotes}</p>}
        <Rows>
          {notes.map((note) => (
            <li key={note.id}>
              <NoteLine note={note} />
            </li>
          ))}
        </Rows>
      </Section>
      <Section title={p.followups}>
        <Rows>
          {followups.map((followup) => (
            <li key={followup.id}>
              <FollowupLine followup={followup} />
            </li>
          ))}
        </Rows>
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

const today = (): string => dateHere(new Date());

function FollowupLine({ followup: { fields } }: { followup: Row<'followup'> }) {
  const { status, closed_at } = fields;
  const closed = closed_at && dateText(dayThere(closed_at, hereZone()), today());
  return (
    <Line
      title={fields.promise || p.reasons[fields.reason]}
      detail={
        status === 'open'
          ? p.due(dateText(fields.due_on, today()))
          : [p.closed[status], closed].filter(Boolean).join(' · ')
      }
      {...(status === 'open' && { href: '/followups' })}
    />
  );
}
