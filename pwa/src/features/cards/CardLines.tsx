import { Button } from '../../ui/Button';
import { Row as Line, Rows } from '../../ui/Row';
import type { DeckCard } from './deck';

type Props = {
  cards: readonly DeckCard[];
  action: string;
  /** The accessible name of a card's button: it says which card it is about. */
  name: (text: string) => string;
  onCard: (card: DeckCard) => void;
};

/** A list of cards with one button each. */
export function CardLines({ cards, action, name, onCard }: Props) {
  return (
    <Rows>
      {cards.map((card) => (
        <li key={card.id}>
          <Line
            title={card.fields.text}
            aside={
              <Button aria-label={name(card.fields.text)} onClick={() => onCard(card)}>
                {action}
              </Button>
            }
          />
        </li>
      ))}
    </Rows>
  );
}
