import { useLocation } from 'preact-iso';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { cards as c } from '../../texts/cards';
import { hereZone } from '../../texts/dateTexts';
import { evening as o } from '../../texts/evening';
import { Button, ButtonLink } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { Fold, Page } from '../../ui/Page';
import { toastUndo } from '../../ui/Toast';
import { Away } from './Away';
import { CardLines } from './CardLines';
import { changing, type DeckCard, onTop, readDeck, rests, using, writeChange } from './deck';
import { PledgeLines } from './PledgeLines';
import { SwipeCard } from './SwipeCard';
import { useCardSheet } from './useCardSheet';
import { useTop } from './useTop';

/** The openers, one at a time, like cards in the hand. The talking points are one tap further. */
export default function CardsPage() {
  const deck = useLive((store) => readDeck(store, 'opener'), ['card'], []);
  const { query } = useLocation();
  const resting = (card: DeckCard) => rests(card, now.value, hereZone());
  const all = deck?.cards ?? [];
  const [sheet, edit] = useCardSheet('opener', onTop(all));
  const ready = all.filter((card) => !resting(card));
  const { top, place, step } = useTop(ready, query.card);

  const use = async (card: DeckCard) => {
    step(1);
    toastUndo(c.usedTold, await writeChange(await openStore(), using(card, Date.now())));
  };
  const wake = async (card: DeckCard) =>
    (await openStore()).write(changing(card, { position: onTop(all) }));

  return (
    <Page
      title={c.title}
      back="/"
      reach={
        <div class="two">
          <ButtonLink look="quiet" href="/cards/asked">
            {c.asked.link}
          </ButtonLink>
          {ready.length > 1 && (
            <Button look="primary" onClick={() => step(1)}>
              {c.another}
            </Button>
          )}
        </div>
      }
    >
      {top && (
        <section class="stack" aria-label={c.opener}>
          <SwipeCard
            id={top.id}
            text={top.fields.text}
            more={ready.length > 1}
            onSwipe={(by) => step(by)}
          >
            <p class="from">{top.row ? c.place(place + 1, ready.length) : c.example}</p>
          </SwipeCard>
          <div class="cluster centred">
            <Chip onClick={() => void use(top)}>{c.used}</Chip>
            <Chip onClick={() => edit(top)}>{c.change}</Chip>
          </div>
        </section>
      )}
      {deck && (
        <>
          {!top && <EmptyState title={c.allRest} text={c.allRestText} />}
          <Button look="quiet" onClick={() => edit(null)}>
            {c.addOpener}
          </Button>
          {all.length > ready.length && (
            <Fold title={c.resting(all.length - ready.length)}>
              <CardLines
                cards={all.filter(resting)}
                action={c.wake}
                name={c.wakeOne}
                onCard={wake}
              />
            </Fold>
          )}
          <Away cards={deck.away} />
          <ButtonLink href="/shelf?page=begin">{c.shelf.begin}</ButtonLink>
          <Fold title={o.pledge.title}>
            <PledgeLines />
          </Fold>
        </>
      )}
      {sheet}
    </Page>
  );
}
