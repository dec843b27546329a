import { useState } from 'preact/hooks';
import { firstNotedIn } from '../../data/firstNoted';
import { openCurrent } from '../../data/open';
import type { Store } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { displayName } from '../../texts/displayName';
import { introductions as i } from '../../texts/introductions';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line } from '../../ui/Row';
import { IntroduceSheet } from './IntroduceSheet';
import { introductions, type Pair } from './introductions';
import { notesOfSeveral } from './notesOfSeveral';
import './karma.css';

async function readPairs(store: Store): Promise<Pair[]> {
  const [people, noted, notes, kindnesses, events] = await Promise.all([
    store.all('person'),
    firstNotedIn(store),
    openCurrent().then(({ connection }) => notesOfSeveral(store, connection)),
    store.all('kindness'),
    store.all('event'),
  ]);
  const places = events.flatMap(({ id, fields: { place } }): [string, string][] =>
    place?.trim() ? [[id, place.trim()]] : [],
  );
  return introductions(people, { noted, notes, kindnesses, places: new Map(places) });
}

/** Pairs of people who might like to know each other, each with one tap to a message to both. */
export default function IntroductionsPage() {
  const pairs = useLive(readPairs, ['person', 'note', 'kindness', 'event'], []);
  const [chosen, setChosen] = useState<Pair | null>(null);
  return (
    <Page title={i.title} back="/karma">
      {pairs?.length === 0 && <EmptyState title={i.none} text={i.noneText} />}
      {pairs && pairs.length > 0 && <p class="soft">{i.about}</p>}
      <Paged
        rows={pairs ?? []}
        label={i.title}
        line={(pair) => (
          <Line
            title={i.pair([displayName(pair.one.fields), displayName(pair.other.fields)])}
            detail={pair.place ? i.bothAt(pair.place) : i.both(pair.interests)}
            aside={<span class="act">{i.introduce}</span>}
            onClick={() => setChosen(pair)}
          />
        )}
      />
      {chosen && <IntroduceSheet pair={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}
