import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { duplicates as d } from '../../texts/duplicates';
import { Sheet } from '../../ui/Sheet';
import { reasonsFor } from './similarity';
import { TwoCards, usePlaces } from './TwoCards';

type Props = { person: Row<'person'>; id: string; onClose: () => void };

/** Asks whether these two are one person, side by side. */
export function Asked({ person, id, onClose }: Props) {
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
