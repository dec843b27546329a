import { writeWithUndo } from '../../editing/undo';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { displayName } from '../../texts/displayName';
import { duplicates as d } from '../../texts/duplicates';
import { Button } from '../../ui/Button';
import { linesOf } from './cardLines';
import { asOne, asTwo, standing } from './mergeActions';
import type { Reason } from './similarity';
import './duplicates.css';

type Person = Row<'person'>;
type Props = {
  one: Person;
  other: Person;
  reasons: readonly Reason[];
  /** The names of events by id. */
  places: ReadonlyMap<string, string>;
  onDone?: () => void;
};

/** Two cards side by side, why they look alike, and the question whether they are one person. */
export function TwoCards({ one, other, reasons, places, onDone }: Props) {
  const isOne = async () => {
    const [stands, merged] = standing(one, other);
    const name = displayName(
      stands.fields.name || stands.fields.known_for ? stands.fields : merged.fields,
    );
    await writeWithUndo(asOne(one, other), d.merged(name));
    onDone?.();
  };
  const areTwo = async () => {
    await writeWithUndo(asTwo(one, other), d.apart);
    onDone?.();
  };
  return (
    <div class="stack">
      <div class="two-cards">
        {[one, other].map((person) => (
          <CardOf key={person.id} person={person} places={places} />
        ))}
      </div>
      {reasons.length > 0 && (
        <ul class="why soft">
          {reasons.map(({ why, what }) => (
            <li key={why}>{d.why[why](what)}</li>
          ))}
        </ul>
      )}
      <div class="answers">
        <Button look="quiet" onClick={() => void areTwo()}>
          {d.two}
        </Button>
        <Button look="quiet" onClick={() => void isOne()}>
          {d.one}
        </Button>
      </div>
    </div>
  );
}

/** Returns the names of all events for `TwoCards`, read once for all pairs. */
export function usePlaces(): ReadonlyMap<string, string> {
  const events = useLive((store) => store.all('event'), ['event'], []) ?? [];
  return new Map(events.map(({ id, fields }) => [id, fields.name]));
}

function CardOf({ person, places }: { person: Person; places: ReadonlyMap<string, string> }) {
  return (
    <div class="small-card">
      <p class="title">
        <a href={`/people/${person.id}`}>
          {displayName(person.fields, places.get(person.fields.met_at ?? ''))}
        </a>
      </p>
      {linesOf(person, places).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
