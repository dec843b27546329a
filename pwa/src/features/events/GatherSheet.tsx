import { useState } from 'preact/hooks';
import { firstNotedIn } from '../../data/firstNoted';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { useSave } from '../../editing/useSave';
import type { Row } from '../../records/kinds';
import { displayName, subline } from '../../texts/displayName';
import { events as e } from '../../texts/events';
import { planning as p } from '../../texts/planning';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { toastUndo } from '../../ui/Toast';
import { gather, looseFor } from './gather';
import './gather.css';

/** The most people shown. For people met longer ago, "Met at" on their page can be set. */
const SHOWN = 40;

/** People without an event, each with a checkbox. Those captured on the same evening are checked. */
export function GatherSheet({ event, onClose }: { event: Row<'event'>; onClose: () => void }) {
  const loose = useLive(
    async (store) => looseFor(store, event, await firstNotedIn(store)),
    ['person', 'note'],
    [event.id],
  );
  const [turned, setTurned] = useState<readonly string[]>([]);
  const shown = loose?.slice(0, SHOWN) ?? [];
  const chosen = shown.filter(({ person, likely }) => turned.includes(person.id) !== likely);
  const turn = (id: string) =>
    setTurned(turned.includes(id) ? turned.filter((each) => each !== id) : [...turned, id]);
  const { save, trouble } = useSave(async () => {
    const people = chosen.map(({ person }) => person);
    const undo = await gather(await openStore(), event, people);
    toastUndo(p.gather.told(people.length), () => void undo());
    onClose();
  });
  return (
    <Sheet title={e.gather} onClose={onClose}>
      <form class="stack" onSubmit={save}>
        {loose && shown.length === 0 && <p class="soft">{p.gather.nobody}</p>}
        <ul class="rows">
          {shown.map(({ person: { id, fields }, likely }) => (
            <li key={id}>
              <label class="row">
                <span class="words">
                  <span class="title">{displayName(fields)}</span>
                  <span class="detail">{subline(fields)}</span>
                </span>
                <input
                  type="checkbox"
                  class="tick"
                  checked={turned.includes(id) !== likely}
                  onChange={() => turn(id)}
                />
              </label>
            </li>
          ))}
        </ul>
        {trouble}
        {shown.length > 0 && (
          <Button type="submit" look="primary" wide disabled={!chosen.length}>
            {p.gather.save(chosen.length)}
          </Button>
        )}
      </form>
    </Sheet>
  );
}
