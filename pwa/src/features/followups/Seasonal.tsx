import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import type { Row as Record } from '../../records/kinds';
import { displayName, subline } from '../../texts/displayName';
import { followups as f } from '../../texts/followups';
import { inASentence } from '../../texts/inASentence';
import { Section } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row } from '../../ui/Row';
import { useSeen } from '../../ui/useSeen';
import { greetingFor } from './greeting';
import { useHello } from './HelloSheet';
import { readSeason } from './seasonQuery';

/** How many people are named in the line; the others are listed below it. */
const NAMED = 3;

type Props = {
  today: string;
  morning: string | null;
  /** The ids of the people who are already on this screen. */
  above: readonly string[];
};

/**
 * The people of this season to whom the user has not written yet, by name and not counted, each with one tap
 * to write. Read once it is near the screen, because it reads everybody.
 */
export function Seasonal(props: Props) {
  const [seen, watch] = useSeen();
  // A placeholder in the flow: taken out of it, it would be at the top of the page and count as seen.
  return seen ? <Season {...props} /> : <div class="unseen" ref={watch} />;
}

function Season({ today, morning, above }: Props) {
  const season = useLive(
    (store) => readSeason(store, today),
    ['person', 'event', 'followup', 'note', 'kindness'],
    [today],
  );
  const [sheet, greet] = useHello(today, morning);
  if (!season || season.met === 0) return null;
  const waiting = season.waiting.filter(({ id }) => !above.includes(id));
  // People in the list above have a row there.
  if (waiting.length === 0 && season.waiting.length > 0) return null;
  const names = waiting.slice(0, NAMED).map(({ fields }) => inASentence(fields));
  const write = async (person: Record<'person'>) =>
    greet(await greetingFor(await openStore(), person, today));
  return (
    <Section title={f.season.title}>
      <p>{names.length > 0 ? f.season.waitFor(names, waiting.length > NAMED) : f.season.all}</p>
      <Paged
        rows={waiting}
        label={f.season.waiting}
        line={(person) => (
          <Row
            title={displayName(person.fields)}
            detail={subline(person.fields)}
            aside={<span class="write">{f.season.write}</span>}
            onClick={() => void write(person)}
          />
        )}
      />
      {sheet}
    </Section>
  );
}
