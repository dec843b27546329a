import { useLive } from '../../editing/useLive';
import { cards as c } from '../../texts/cards';
import { evening as o } from '../../texts/evening';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Away } from './Away';
import { readDeck } from './deck';
import { useCardSheet } from './useCardSheet';

/** The promise, line by line. Each line can be rewritten in the user's own words. */
export function PledgeLines() {
  const deck = useLive((store) => readDeck(store, 'pledge'), ['card'], []);
  const last = deck?.cards.at(-1)?.fields.position ?? 0;
  const [sheet, edit] = useCardSheet('pledge', last + 1);
  if (!deck) return null;
  return (
    <>
      {deck.cards.length === 0 && <p>{o.pledge.none}</p>}
      <ul class="vows">
        {deck.cards.map((card) => (
          <li key={card.id}>
            <Card>
              <p>{card.fields.text}</p>
              <Button aria-label={o.pledge.change(card.fields.text)} onClick={() => edit(card)}>
                {c.change}
              </Button>
            </Card>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => edit(null)}>
        {c.addPledge}
      </Button>
      <Away cards={deck.away} />
      {sheet}
    </>
  );
}
