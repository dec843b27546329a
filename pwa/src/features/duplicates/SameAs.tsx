import { useState } from 'preact/hooks';
import { writeWithUndo } from '../../editing/undo';
import { useLive } from '../../editing/useLive';
import type { PersonFields, Row } from '../../records/kinds';
import { doubles as d } from '../../texts/doubles';
import { personForm as f } from '../../texts/people';
import { Button } from '../../ui/Button';
import { birthdayText } from '../../ui/dateTexts';
import { Section } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { displayName } from '../people/displayName';
import { PersonPicker } from '../people/PersonPicker';
import { saysBeside } from './cardLines';
import { takenApart } from './mergeActions';
import { reasonsFor } from './similarity';
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

const labels = (): Partial<Record<keyof PersonFields, string>> => ({
  name: f.name,
  known_for: f.knownFor,
  organisation: f.organisation,
  role: f.role,
});

function OtherCard({ person, card }: { person: Person; card: Person }) {
  const beside = saysBeside(card.fields, person.fields);
  const said = Object.entries(labels()).flatMap(([field, label]) => {
    const text = beside[field as keyof PersonFields];
    return text ? [`${label}: ${text}`] : [];
  });
  if (beside.birthday) said.push(birthdayText(beside.birthday));
  const apart = () => writeWithUndo(takenApart(person, card), d.apart);
  return (
    <div class="small-card">
      <p class="title">{displayName(card.fields)}</p>
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
