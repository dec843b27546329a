import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { dateHere, daysBetween } from '../../prompts/days';
import { dateText } from '../../texts/dateTexts';
import { followups as f } from '../../texts/followups';
import { inASentence } from '../../texts/inASentence';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { focusNeighbour } from '../../ui/focus';
import { Later, useSettled } from '../../ui/Later';
import { Fold, Page, Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { allLetGo, allTomorrow } from './answering';
import { type Arranged, byEvening, type Card, type Evening } from './arrange';
import { nameOf } from './FollowupCard';
import { readFollowups } from './followupQueries';
import { longAgo, reasonOf } from './followupTexts';
import { Handful } from './Handful';
import { useHello } from './HelloSheet';
import { Invite } from './Invite';
import { Seasonal } from './Seasonal';
import { useChange } from './useChange';
import './followups.css';

/** The due follow-ups, grouped by event. A tapped notification opens it with `?morning=` of its date. */
export default function FollowupsPage() {
  const { query } = useLocation();
  const asked = query.morning ?? '';
  const morning = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : null;
  const today = dateHere(new Date(now.value));
  const list = useLive(
    (store) => readFollowups(store, today, morning),
    ['followup', 'person', 'note', 'event'],
    [today, morning],
  );
  return (
    <Page title={morning ? f.morning : f.title}>
      <Later>{list && <Lists list={list} today={today} morning={morning} />}</Later>
    </Page>
  );
}

type Props = { list: Arranged; today: string; morning: string | null };

function Lists({ list, today, morning }: Props) {
  const [sheet, greet] = useHello(today, morning);
  // Memoised, so that it is not drawn again when the sheet opens.
  const everybody = useMemo(
    () => <Everybody list={list} today={today} morning={morning} onHello={greet} />,
    [list, today, morning],
  );
  return (
    <>
      {everybody}
      {sheet}
    </>
  );
}

function Everybody({ list, today, morning, onHello }: Props & { onHello: (card: Card) => void }) {
  const isWhole = useSettled(true, false);
  const evenings = byEvening([...list.morning, ...list.due]);
  const older = evenings.slice(1).filter(({ isOther }) => !isOther);
  const section = (evening: Evening) => (
    <Section key={`${evening.event?.id} ${evening.met}`} title={titleOf(evening, today)}>
      {evening === older[0] && <OlderOnes evenings={older} />}
      <Handful cards={evening.cards} today={today} morning={morning} onHello={onHello} />
    </Section>
  );
  return (
    <>
      {morning && evenings.length > 0 && (
        <Morning cards={list.morning} today={today} morning={morning} />
      )}
      {evenings.slice(0, isWhole ? undefined : 1).map(section)}
      {evenings.length === 0 && (
        <Nobody morning={morning !== null} later={list.comingUp.length > 0} />
      )}
      <Later>
        {list.comingUp.length > 0 && <ComingUp cards={list.comingUp} today={today} />}
        <Seasonal
          today={today}
          morning={morning}
          above={[...list.morning, ...list.due, ...list.comingUp].map(
            ({ followup }) => followup.fields.person_id,
          )}
        />
        <Invite />
      </Later>
    </>
  );
}

/** "Harbour mixer, yesterday": where the user met the people below. */
function titleOf({ event, met, isOther }: Evening, today: string): string {
  if (isOther) return f.others;
  const when = met ? longAgo(met, today) : '';
  if (event) return when ? f.eveningOn(event.fields.name, when) : event.fields.name;
  return when ? f.metOn(when) : f.due;
}

/** Lets all old follow-ups go at once, without blaming the user. */
function OlderOnes({ evenings }: { evenings: Evening[] }) {
  const rows = evenings.flatMap(({ cards }) => cards.map(({ followup }) => followup));
  return (
    <Button
      class="older"
      onClick={async (event: MouseEvent) => {
        const section = (event.currentTarget as Element).closest('.section');
        const moveOn = focusNeighbour(section, '.section');
        await allLetGo(await openStore(), rows);
        setTimeout(moveOn, 100);
      }}
    >
      {f.olderLetGo(rows.length)}
    </Button>
  );
}

/** The buttons of the notification, for phones whose notifications have none. */
function Morning({ cards, today, morning }: { cards: Card[]; today: string; morning: string }) {
  return (
    <div class="morning">
      <p>{cards.length > 0 ? f.morningOf(cards.length) : f.morningDone}</p>
      {cards.length > 1 && (
        <Button
          look="quiet"
          onClick={async () =>
            allTomorrow(
              await openStore(),
              cards.map((card) => card.followup),
              today,
              morning,
            )
          }
        >
          {f.allTomorrow}
        </Button>
      )}
    </div>
  );
}

function Nobody({ morning, later }: { morning: boolean; later: boolean }) {
  if (morning) return <EmptyState title={f.morningDone} />;
  const { title, text } = later ? f.quietNow : f.empty;
  return <EmptyState title={title} text={text} />;
}

/** Follow-ups further ahead than this, in days, are folded away: birthdays and keeping in touch. */
const SOON = 31;

function ComingUp({ cards, today }: { cards: Card[]; today: string }) {
  const isSoon = ({ followup }: Card) => daysBetween(today, followup.fields.due_on) <= SOON;
  const later = cards.filter((card) => !isSoon(card));
  const [sheet, change] = useChange(true);
  return (
    <Section title={f.comingUp}>
      <Days cards={cards.filter(isSoon)} today={today} onChange={change} />
      {later.length > 0 && (
        <Fold title={f.later}>
          <Days cards={later} today={today} onChange={change} />
        </Fold>
      )}
      {sheet}
    </Section>
  );
}

type DaysProps = {
  cards: Card[];
  today: string;
  onChange: (followup: Card['followup'], name: string) => void;
};

function Days({ cards, today, onChange }: DaysProps) {
  return (
    <Rows>
      {cards.map((card) => (
        <li key={card.followup.id}>
          <Row
            title={nameOf(card)}
            detail={[
              dateText(card.followup.fields.due_on, today),
              card.followup.fields.promise ?? reasonOf(card.followup, card.person),
            ]
              .filter(Boolean)
              .join(' · ')}
            onClick={() => onChange(card.followup, nameOf(card, inASentence))}
          />
        </li>
      ))}
    </Rows>
  );
}
