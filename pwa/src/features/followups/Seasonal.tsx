import { useState } from 'preact/hooks';
import { followups as f } from '../../app/texts/followups';
import { useLive } from '../../app/useLive';
import { openStore } from '../../data/open';
import type { Row as Record } from '../../records/kinds';
import { Section } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row } from '../../ui/Row';
import { called, subline } from '../people/calling';
import type { Card } from './arrange';
import { greetingFor } from './greeting';
import { HelloSheet } from './HelloSheet';
import { readSeason } from './seasonQuery';

type Props = {
  today: string;
  morning: string | null;
  /** Ids of the people who stand on this screen already. */
  above: readonly string[];
};

/** One honest line about the people of this season, and those who still wait, each with one tap to write. */
export function Seasonal({ today, morning, above }: Props) {
  const season = useLive(
    (store) => readSeason(store, today),
    ['person', 'event', 'followup', 'note', 'kindness'],
    [today],
  );
  const [greeted, setGreeted] = useState<Card | null>(null);
  if (!season || season.met === 0) return null;
  const { met, waiting } = season;
  const greet = async (person: Record<'person'>) =>
    setGreeted(await greetingFor(await openStore(), person, today));
  return (
    <Section title={f.season.title}>
      <p>{f.season.line(met - waiting.length, met)}</p>
      <Paged
        rows={waiting.filter(({ id }) => !above.includes(id))}
        label={f.season.waiting}
        line={(person) => (
          <Row
            title={called(person.fields)}
            detail={subline(person.fields)}
            aside={<span class="write">{f.season.write}</span>}
            onClick={() => void greet(person)}
          />
        )}
      />
      {greeted && (
        <HelloSheet
          card={greeted}
          today={today}
          morning={morning}
          onClose={() => setGreeted(null)}
        />
      )}
    </Section>
  );
}
