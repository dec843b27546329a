import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { t } from '../../texts';
import { duplicates as d } from '../../texts/duplicates';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { duplicatesAmong } from './similarity';
import { TwoCards, usePlaces } from './TwoCards';

const AT_ONCE = 20;

/** Pairs of people who may be one person, side by side, each with the question. */
export default function DuplicatesPage() {
  const pairs = useLive(
    async (store) => duplicatesAmong(await store.all('person')),
    ['person'],
    [],
  );
  const places = usePlaces();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <Page title={d.title} back="/people">
      {pairs?.length === 0 && <EmptyState title={d.none} text={d.noneText} />}
      {pairs && pairs.length > 0 && (
        <>
          <p class="soft">{d.text}</p>
          <ul class="pairs">
            {pairs.slice(0, shown).map(({ id, ...pair }) => (
              <li key={id}>
                <TwoCards {...pair} places={places} />
              </li>
            ))}
          </ul>
          {pairs.length > shown && (
            <Button look="quiet" wide onClick={() => setShown(shown + AT_ONCE)}>
              {t.common.more}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}
