import type { Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { dateHere } from '../../prompts/days';
import { t } from '../../texts';
import { dateText } from '../../texts/dateTexts';
import { results as s } from '../../texts/results';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { Row, Rows } from '../../ui/Row';
import { kindName } from '../sync/describe';
import { answer, ask, forget, prepare } from './client';
import type { Findings, Found } from './finder';
import type { Line } from './why';
import './search.css';

/** How many results are shown while somebody types: a slow phone has no time for more between two letters. */
const TYPING = 3;
/** How many are shown after a pause of this many ms. */
const PAGE = 6;
const PAUSE = 300;

/** The results for a text; before anything is typed, examples of what can be asked. */
export default function Results({ find }: { find: Signal<string> }) {
  const [literal, setLiteral] = useState(false);
  const [isAsked, setIsAsked] = useState(find.peek().trim() !== '');
  useLayoutEffect(() => {
    let last: string | undefined;
    let paused: ReturnType<typeof setTimeout> | undefined;
    // Asks in the input event, before anything renders: the answer may be there before the next frame.
    const stop = find.subscribe((text) => {
      const asked = text.trim();
      if (asked === last) return;
      const isTyped = last !== undefined;
      last = asked;
      setIsAsked(asked !== '');
      clearTimeout(paused);
      if (!asked) {
        setLiteral(false);
        forget();
        return;
      }
      void ask(asked, literal, isTyped ? TYPING : PAGE, isTyped);
      if (isTyped) paused = setTimeout(() => void ask(asked, literal, PAGE), PAUSE);
    });
    return () => {
      stop();
      clearTimeout(paused);
    };
  }, [find, literal]);
  // After the first frame.
  useEffect(() => void prepare(), []);

  const now = answer.value;
  // The last results stay, and are not laid out again, until the next are there.
  const list = useMemo(() => now && <List findings={now} />, [now]);
  if (!isAsked) return <EmptyState title={s.start} text={s.startText} />;
  if (!now) return null;
  const { found, total, partly, time, whole, question } = now;
  const none = whole && total === 0;
  return (
    <>
      {time && (
        <Chip pressed={!literal} onClick={() => setLiteral(!literal)}>
          {s.time(time.text, dayText(time.span.from), dayText(time.span.to))}
        </Chip>
      )}
      <p class="soft" role="status">
        {none ? s.none(question.text) : partly ? s.partly : total > 0 ? s.found(total) : ''}
      </p>
      {list}
      {!question.isTyping && total > found.length && (
        <Button
          look="quiet"
          wide
          onClick={() => void ask(question.text, literal, question.limit + 40)}
        >
          {t.common.more}
        </Button>
      )}
    </>
  );
}

const today = (): string => dateHere(new Date());
const dayText = (day: string, now = today()): string => dateText(day, now);

function List({ findings }: { findings: Findings }) {
  const now = today();
  return (
    <Rows label={s.list}>
      {findings.found.map((each, place) => (
        // The key is the position: the next results reuse the rows, and only their texts change.
        <li key={place}>
          <Finding found={each} day={each.day && dayText(each.day, now)} />
        </li>
      ))}
    </Rows>
  );
}

const PAGES = { person: '/people/', note: '/notes/', event: '/events/', card: '/cards/' } as const;

function pageOf({ kind, id, on }: Found): string | undefined {
  if (kind === 'kindness') return on && `/people/${on}`;
  return PAGES[kind] + id;
}

function Finding({ found, day }: { found: Found; day: string }) {
  const [head, ...why] = found.lines;
  const href = pageOf(found);
  return (
    <Row
      title={head && <Text line={head} />}
      detail={
        <>
          {why.map((line) => (
            <span key={line.field} class="why">
              {s.fields[line.field] && `${s.fields[line.field]} `}
              <Text line={line} />
            </span>
          ))}
          <span class="why">{[kindName(found.kind), day].filter(Boolean).join(' · ')}</span>
        </>
      }
      {...(href && { href })}
    />
  );
}

function Text({ line }: { line: Line }) {
  return (
    <>
      {line.pieces.map(({ text, marked }, index) =>
        marked ? <mark key={index}>{text}</mark> : text,
      )}
    </>
  );
}
