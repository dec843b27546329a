import { useMemo, useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { introductions as i } from '../../texts/introductions';
import { karma as k } from '../../texts/karma';
import { kindness } from '../../texts/people';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Later, useSettled } from '../../ui/Later';
import { Page, Section } from '../../ui/Page';
import { Row as Line } from '../../ui/Row';
import { Windowed } from '../../ui/Windowed';
import { GoodTurnSheet } from '../people/GoodTurnSheet';
import { type Ledger, readLedger } from './karmaQueries';
import { turnDetail } from './karmaTexts';
import { StoryCard } from './StoryCard';
import './karma.css';

/** How many stories are shown at first: two screens. Each is a drawing of a hundred elements. */
const SHOWN = 3;

interface Year {
  id: string;
  rows: Row<'kindness'>[];
}

/** `turns`: the latest first. */
function byYear(turns: readonly Row<'kindness'>[]): Year[] {
  const years: Year[] = [];
  for (const turn of turns) {
    const id = turn.fields.happened_on.slice(0, 4);
    const last = years.at(-1);
    if (last?.id === id) last.rows.push(turn);
    else years.push({ id, rows: [turn] });
  }
  return years;
}

/** The karma ledger: the good turns, and what led to them. Nothing is added up. */
export default function KarmaPage() {
  const ledger = useLive(readLedger, ['person', 'kindness', 'event'], []);
  const [open, setOpen] = useState<Row<'kindness'> | 'new' | null>(null);
  // Memoised, so that it is not drawn again when the sheet opens.
  const ledgered = useMemo(() => ledger && <Ledgered ledger={ledger} onTurn={setOpen} />, [ledger]);
  return (
    <Page
      title={k.title}
      back="/people"
      reach={
        <Button look="primary" wide onClick={() => setOpen('new')}>
          {kindness.add}
        </Button>
      }
    >
      <Line href="/karma/introductions" title={i.title} detail={i.about} />
      <Later>{ledgered}</Later>
      {open && (
        <GoodTurnSheet
          turn={open === 'new' ? null : open}
          personId={open === 'new' ? null : open.fields.person_id}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

type Props = { ledger: Ledger; onTurn: (turn: Row<'kindness'>) => void };

function Ledgered({ ledger, onTurn }: Props) {
  const [shown, setShown] = useState(SHOWN);
  const isWhole = useSettled(true, false);
  const { stories, turns, names } = ledger;
  const years = useMemo(() => byYear(turns), [turns]);
  if (turns.length === 0) return <EmptyState title={k.none} text={k.noneText} />;
  return (
    <>
      <Section title={k.around}>
        {stories.length === 0 && <p class="soft">{k.notYet}</p>}
        <div class="stack">
          {stories.slice(0, isWhole ? shown : 1).map((story) => (
            <StoryCard key={story[0]?.record.id} story={story} ledger={ledger} onTurn={onTurn} />
          ))}
          {isWhole && stories.length > shown && (
            <Button look="quiet" onClick={() => setShown(shown + SHOWN)}>
              {t.common.more}
            </Button>
          )}
        </div>
      </Section>
      {(isWhole || stories.length === 0) && (
        <Section title={k.ledger}>
          <Windowed
            sections={years}
            label={({ id }) => `${k.ledger} ${id}`}
            head={({ id }) => <h2 class="section-head">{id}</h2>}
            line={(turn: Row<'kindness'>) => (
              <Line
                title={turn.fields.what}
                detail={turnDetail(turn, names)}
                onClick={() => onTurn(turn)}
              />
            )}
          />
        </Section>
      )}
    </>
  );
}
