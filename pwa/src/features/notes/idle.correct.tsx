import { useEffect, useRef } from 'preact/hooks';
import { writeWithUndo } from '../../editing/undo';
import type { PersonFields, Row } from '../../records/kinds';
import { card as c } from '../../texts/card';
import { displayName } from '../../texts/displayName';
import { Button } from '../../ui/Button';
import { correction } from './correction';

export interface Correction {
  person: Row<'person'>;
  set: Partial<PersonFields>;
}

/** Returns the cards with values from the old line, and the values of the corrected one. */
export const correctionsOf = (
  people: readonly Row<'person'>[],
  before: string,
  after: string,
): Correction[] =>
  people
    .map((person) => ({ person, set: correction(person.fields, before, after) }))
    .filter(({ set }) => Object.keys(set).length > 0);

type Props = Correction & { onDone: () => void };

/** Asks whether to correct a card that still has values from the old line. */
export function CorrectCard({ person, set, onDone }: Props) {
  const name = displayName(person.fields);
  const question = useRef<HTMLElement>(null);
  // The Save button, which had the focus, is gone.
  useEffect(() => question.current?.querySelector('button')?.focus(), []);
  const correct = async () => {
    await writeWithUndo([{ kind: 'person', record: person.id, set }], c.corrected(name));
    onDone();
  };
  return (
    <section class="stack" aria-label={c.correct(name)} ref={question}>
      <p>
        {c.correct(name)} <b>{Object.values(set).flat().join(' · ')}</b>
      </p>
      <div class="cluster">
        <Button look="primary" onClick={() => void correct()}>
          {c.correctIt}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {c.leaveIt}
        </Button>
      </div>
    </section>
  );
}
