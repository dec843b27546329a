import { openStore } from '../../data/open';
import { cards as c } from '../../texts/cards';
import { Fold } from '../../ui/Page';
import { CardLines } from './CardLines';
import { changing, type DeckCard } from './deck';

/** The cards that were put away, each with a button to bring it back. */
export function Away({ cards }: { cards: DeckCard[] }) {
  if (!cards.length) return null;
  const back = async (card: DeckCard) =>
    (await openStore()).write(changing(card, { retired: false }));
  return (
    <Fold title={c.away(cards.length)}>
      <CardLines cards={cards} action={c.bringBack} name={c.bringBackOne} onCard={back} />
    </Fold>
  );
}
