import { useMemo, useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { useSettled } from '../../ui/Later';
import { Row as Line } from '../../ui/Row';
import type { Story } from './chains';
import type { Ledger } from './karmaQueries';
import { stepDetail, stepTitle } from './karmaTexts';
import { drawn, type Knot } from './threadDrawing';

type Props = { story: Story; ledger: Ledger; onTurn: (turn: Row<'kindness'>) => void };

/** How many steps are shown at first, and how many of them in the first frame: they fill a screen. */
const STEPS = 30;
const FIRST = 10;
/** The greatest width of the drawing, in px. With more threads they are closer together. */
const WIDEST = 72;
const GAP = 16;
/** The dot's distance from the top of its row, in px, beside the first line of text. */
const DOT = 22;
const EDGE = 8;

/**
 * Draws one story: threads between people at the side, and beside them what happened, in words, for screen
 * readers too. All dots have the same size.
 */
export function StoryCard({ story, ledger, onTurn }: Props) {
  const [shown, setShown] = useState(STEPS);
  const count = useSettled(shown, FIRST);
  const { knots, lanes } = useMemo(() => drawn(story), [story]);
  const gap = Math.min(GAP, WIDEST / lanes);
  const width = EDGE * 2 + gap * (lanes - 1);
  const { names, events } = ledger;
  return (
    <Card>
      <ol class="story">
        {story.slice(0, count).map((step, row) => (
          <li key={step.record.id}>
            <Threads
              knot={knots[row] as Knot}
              gap={gap}
              width={width}
              full={step.kind === 'turn'}
            />
            <Line
              title={stepTitle(step, names)}
              detail={stepDetail(step, names, events)}
              {...(step.kind === 'met'
                ? { href: `/people/${step.record.id}` }
                : { onClick: () => onTurn(step.record) })}
            />
          </li>
        ))}
      </ol>
      {story.length > shown && (
        <Button look="quiet" wide onClick={() => setShown(shown + STEPS)}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}

/** The drawing beside one row, stretched to its height so that the threads of all rows meet. */
function Threads({
  knot,
  gap,
  width,
  full,
}: {
  knot: Knot;
  gap: number;
  width: number;
  /** A filled dot: a good turn, not a meeting. */
  full: boolean;
}) {
  const x = (lane: number): number => EDGE + gap * lane;
  const path = (d: string, lane: number) => <path key={d} class={`lane${lane % 3}`} d={d} />;
  return (
    <span class="threads" style={{ width: `${width}px` }} aria-hidden="true">
      <svg viewBox={`0 0 ${width} ${DOT}`} style={{ height: `${DOT}px` }} aria-hidden="true">
        {knot.above.map((lane) => path(`M${x(lane)} 0V${DOT}`, lane))}
      </svg>
      <svg
        viewBox={`0 0 ${width} 100`}
        style={{ top: `${DOT}px`, height: `calc(100% - ${DOT - 1}px)` }}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {knot.below.map(({ from, to }) =>
          path(
            from === to
              ? `M${x(from)} 0V100`
              : `M${x(from)} 0C${x(from)} 60 ${x(to)} 40 ${x(to)} 100`,
            to,
          ),
        )}
      </svg>
      <span
        class={full ? 'dot full' : 'dot'}
        style={{ left: `${x(knot.lane)}px`, top: `${DOT}px` }}
      />
    </span>
  );
}
