import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { cards as c } from '../../texts/cards';
import { outing as o } from '../../texts/outing';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Away } from './Away';
import { CardSheet } from './CardSheet';
import { type DeckCard, readDeck } from './deck';

/** The promise, line by line, each to be put into one's own words. */
export function PledgeLines() {
  const deck = useLive((store) => readDeck(store, 'pledge'), ['card'], []);
  const [edited, setEdited] = useState<DeckCard | 'new' | null>(null);
  if (!deck) return null;
  const last = deck.cards.at(-1)?.fields.position ?? 0;
  return (
    <>
      {deck.cards.length === 0 && <p>{o.pledge.none}</p>}
      <ul class="vows">
        {deck.cards.map((card) => (
          <li key={card.id}>
            <Card>
              <p>{card.fields.text}</p>
              <Button
                aria-label={o.pledge.change(card.fields.text)}
                onClick={() => setEdited(card)}
              >
                {c.change}
              </Button>
            </Card>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => setEdited('new')}>
        {c.addPledge}
      </Button>
      <Away cards={deck.away} />
      {edited && (
        <CardSheet
          deck="pledge"
          card={edited === 'new' ? null : edited}
          position={last + 1}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
