import { useState } from 'preact/hooks';
import { writeWithUndo } from '../../editing/undo';
import type { PersonFields, Row } from '../../records/kinds';
import { birthdayText } from '../../texts/dateTexts';
import { displayName } from '../../texts/displayName';
import { duplicates as d } from '../../texts/duplicates';
import { personForm as f } from '../../texts/people';
import { Button } from '../../ui/Button';
import { idlePart } from '../../ui/idlePart';
import { Section } from '../../ui/Page';
import { PersonPicker } from '../people/PersonPicker';
import { saysBeside } from './cardLines';
import { takenApart } from './mergeActions';

type Person = Row<'person'>;
type Loaded = typeof import('./idle.asked');

/** On a person's page: their other cards, and the way to say that somebody else is the same person. */
export function SameAs({ person }: { person: Person }) {
  const [picking, setPicking] = useState(false);
  const [asked, setAsked] = useState<(Loaded & { other: string }) | null>(null);
  const ask = (other: string) =>
    idlePart(() => import('./idle.asked')).then((part) => part && setAsked({ ...part, other }));
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
            if (id) void ask(id);
          }}
          onClose={() => setPicking(false)}
        />
      )}
      {asked && <asked.Asked person={person} id={asked.other} onClose={() => setAsked(null)} />}
    </>
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
