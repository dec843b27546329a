import { doubles as d } from '../../app/texts/doubles';
import { useLive } from '../../app/useLive';
import { openStore } from '../../data/open';
import type { Draft, Row } from '../../records/kinds';
import { Button } from '../../ui/Button';
import { toastUndo } from '../../ui/Toast';
import { called } from '../people/calling';
import { asBefore, asOne, asTwo, notAsTwo, standing } from './acts';
import type { Reason } from './alike';
import { linesOf } from './says';
import './doubles.css';

type Person = Row<'person'>;
type Props = {
  one: Person;
  other: Person;
  reasons: readonly Reason[];
  onDone?: (stands: string | null) => void;
};

async function write(drafts: Draft[], told: string, back: Draft[]): Promise<void> {
  const store = await openStore();
  await store.write(drafts);
  toastUndo(told, () => void store.write(back));
}

/** Two cards side by side, why they look alike, and the question. */
export function TwoCards({ one, other, reasons, onDone }: Props) {
  const places = usePlaces();
  const isOne = async () => {
    const [stands, merged] = standing(one, other);
    const name = called(
      stands.fields.name || stands.fields.known_for ? stands.fields : merged.fields,
    );
    await write(asOne(one, other), d.merged(name), asBefore(one, other));
    onDone?.(stands.id);
  };
  const areTwo = async () => {
    await write(asTwo(one, other), d.apart, notAsTwo(one));
    onDone?.(null);
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

/** The names of the events, by id. */
export function usePlaces(): ReadonlyMap<string, string> {
  const events = useLive((store) => store.all('event'), ['event'], []) ?? [];
  return new Map(events.map(({ id, fields }) => [id, fields.name]));
}

function CardOf({ person, places }: { person: Person; places: ReadonlyMap<string, string> }) {
  return (
    <div class="small-card">
      <p class="title">
        <a href={`/people/${person.id}`}>
          {called(person.fields, places.get(person.fields.met_at ?? ''))}
        </a>
      </p>
      {linesOf(person, places).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
