import { useState } from 'preact/hooks';
import { doubles as d } from '../../app/texts/doubles';
import { personForm as f } from '../../app/texts/people';
import { undoable } from '../../app/undoable';
import { useLive } from '../../app/useLive';
import type { PersonFields, Row } from '../../records/kinds';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { birthdayText } from '../../ui/when';
import { called } from '../people/calling';
import { PersonPicker } from '../people/PersonPicker';
import { takenApart, togetherAgain } from './acts';
import { reasonsFor } from './alike';
import { saysBeside } from './says';
import { TwoCards, usePlaces } from './TwoCards';

type Person = Row<'person'>;

/** On a person's page: their other cards, and the way to say that somebody else is the same person. */
export function SameAs({ person }: { person: Person }) {
  const [picking, setPicking] = useState(false);
  const [other, setOther] = useState<string | null>(null);
  const cards = person.also ?? [];
  return (
    <>
      {cards.length > 0 && (
        <Section title={d.cards}>
          <div class="stack">
            {cards.map((card) => (
              <OtherCard key={card.id} person={person} card={card} />
            ))}
          </div>
        </Section>
      )}
      <div>
        <Button look="quiet" onClick={() => setPicking(true)}>
          {d.sameAs}
        </Button>
      </div>
      {picking && (
        <PersonPicker
          title={d.sameAsWho}
          without={[person.id]}
          onPerson={(id) => {
            setPicking(false);
            setOther(id);
          }}
          onClose={() => setPicking(false)}
        />
      )}
      {other && <Asked person={person} id={other} onClose={() => setOther(null)} />}
    </>
  );
}

function Asked({ person, id, onClose }: { person: Person; id: string; onClose: () => void }) {
  const places = usePlaces();
  const other = useLive((store) => store.get('person', id), ['person'], [id]);
  return (
    <Sheet title={d.asked} onClose={onClose}>
      <p class="soft">{d.text}</p>
      {other && other.id !== person.id && (
        <TwoCards
          one={person}
          other={other}
          reasons={reasonsFor(person, other)}
          places={places}
          onDone={onClose}
        />
      )}
    </Sheet>
  );
}

const LABELS: Partial<Record<keyof PersonFields, string>> = {
  name: f.name,
  known_for: f.knownFor,
  organisation: f.organisation,
  role: f.role,
};

function OtherCard({ person, card }: { person: Person; card: Person }) {
  const beside = saysBeside(card.fields, person.fields);
  const said = Object.entries(LABELS).flatMap(([field, label]) => {
    const text = beside[field as keyof PersonFields];
    return text ? [`${label}: ${text}`] : [];
  });
  if (beside.birthday) said.push(birthdayText(beside.birthday));
  const apart = () => undoable(takenApart(person, card), d.apart, togetherAgain(person, card));
  return (
    <div class="small-card">
      <p class="title">{called(card.fields)}</p>
      <p>{said.length > 0 ? d.beside : d.nothingBeside}</p>
      {said.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Button look="quiet" onClick={() => void apart()}>
        {d.takeApart}
      </Button>
    </div>
  );
}
