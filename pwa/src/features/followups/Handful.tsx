import { useRef, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { followups as f } from '../../texts/followups';
import { Button } from '../../ui/Button';
import { allTomorrow } from './answering';
import type { Card } from './arrange';
import { FollowupCard } from './FollowupCard';
import { handfulOf, shownOf } from './handfulOf';

type Props = {
  cards: readonly Card[];
  today: string;
  morning: string | null;
  onHello: (card: Card) => void;
};

/** The people of one event. Of many only some are shown, and the others can wait a day. */
export function Handful({ cards, today, morning, onHello }: Props) {
  const list = useRef<HTMLUListElement>(null);
  // Chosen when the list is opened, so that nobody moves up when one is answered.
  const [open, setOpen] = useState(() => handfulOf(cards));
  const { here, others } = shownOf(cards, open);
  const more = () => {
    setOpen(new Set([...open, ...handfulOf(others)]));
    const next = here.length;
    setTimeout(() => list.current?.children[next]?.querySelector('a')?.focus(), 50);
  };
  return (
    <>
      <ul class="followups" ref={list}>
        {here.map((card) => (
          <li key={card.followup.id}>
            <FollowupCard
              card={card}
              today={today}
              morning={morning}
              onHello={() => onHello(card)}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div class="morning others">
          <p>{f.handful.enough}</p>
          <div class="cluster">
            <Button
              look="quiet"
              onClick={async () =>
                allTomorrow(
                  await openStore(),
                  others.map(({ followup }) => followup),
                  today,
                  morning,
                )
              }
            >
              {f.handful.tomorrow}
            </Button>
            <Button onClick={more}>{f.handful.more}</Button>
          </div>
        </div>
      )}
    </>
  );
}
