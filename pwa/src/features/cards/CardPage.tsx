import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { cards as c } from '../../texts/cards';
import { EmptyState } from '../../ui/EmptyState';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';

/** Returns the path at which a card is shown: on top of its deck, or with its client. */
export function placeOf({ id, fields }: Row<'card'>): string {
  if (fields.deck === 'opener') return `/cards?card=${id}`;
  if (fields.deck === 'pledge') return '/cards';
  return `/cards/asked?client=${encodeURIComponent(fields.client ?? '')}`;
}

/** The address of a single card, used by the search. Redirects to where the card is shown. */
export default function CardPage() {
  const { id = '' } = useRoute().params;
  const found = useLive(async (store) => ({ card: await store.get('card', id) }), ['card'], [id]);
  const card = found?.card;
  const here = card && card.deleted_at === null ? placeOf(card) : undefined;
  useEffect(() => {
    if (here) go(here, true);
  }, [here]);
  return (
    <Page title={c.title} back="/cards">
      {found && !here && <EmptyState title={t.common.gone} />}
    </Page>
  );
}
