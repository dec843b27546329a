import { openStore } from '../../data/open';
import { eventDay } from '../../records/eventDay';
import { displayName, subline } from '../../texts/displayName';
import { followups as f } from '../../texts/followups';
import { inASentence } from '../../texts/inASentence';
import { Button } from '../../ui/Button';
import { Card as Paper } from '../../ui/Card';
import { focusNeighbour } from '../../ui/focus';
import { Face } from '../attachments/Face';
import { type Answer, give } from './answering';
import type { Card } from './arrange';
import { answerOf, longAgo, reasonOf } from './followupTexts';
import { saysMore } from './saysMore';

const NOBODY = { name: null, known_for: null };

/** Returns the person's name; `inASentence` inside a sentence. */
export const nameOf = ({ person, event }: Card, called = displayName): string =>
  called(person?.fields ?? NOBODY, event?.fields.name);

/** "Met at Harbour mixer yesterday"; empty if unknown. */
export function sinceWhen({ event, met }: Card, today: string): string {
  if (event) {
    return f.metAt(event.fields.name, longAgo(eventDay(event.fields), today));
  }
  return met ? f.metOn(longAgo(met, today)) : '';
}

type Props = { card: Card; today: string; morning: string | null; onHello: () => void };

/** Returns the line of a card: the promise, else what the note says beside the name. */
function lineOf(card: Card, today: string): string {
  const { followup, person, notes } = card;
  const { promise, reason } = followup.fields;
  if (promise) return `${f.promised}: ${promise}`;
  const said = notes.find((note) => saysMore(note, person))?.fields.body;
  const why =
    reason === 'next_morning'
      ? ''
      : [reasonOf(followup, person), sinceWhen(card, today)].filter(Boolean).join(' · ');
  return why || said || '';
}

/** A person to say hi to, in three lines, and the buttons in one row below. */
export function FollowupCard({ card, today, morning, onHello }: Props) {
  const { followup, person } = card;
  const name = nameOf(card);
  const line = lineOf(card, today);
  const answer = (given: Answer, label: string) => (
    <Button
      look="plain"
      aria-label={f.about(label, name)}
      onClick={async (event: MouseEvent) => {
        const leaving = (event.currentTarget as Element).closest('.followups > li');
        const moveOn = focusNeighbour(leaving, '.followups > li');
        await give(await openStore(), given, followup, nameOf(card, inASentence), today, morning);
        setTimeout(moveOn, 100);
      }}
    >
      {label}
    </Button>
  );
  return (
    <Paper label={name}>
      <div class="followup">
        <a class="who" href={`/people/${followup.fields.person_id}`}>
          <Face name={name} photo={person?.fields.photo} />
          <span class="name">{name}</span>
          {person && subline(person.fields) && <span class="known">{subline(person.fields)}</span>}
          {line && <span class="noted">{line}</span>}
        </a>
        <div class="answers">
          <Button look="quiet" class="hello" aria-label={f.about(f.sayHi, name)} onClick={onHello}>
            {f.sayHi}
          </Button>
          {answer('said_hi', answerOf(followup))}
          {answer('tomorrow', f.tomorrow)}
          {answer('let_go', f.letGo)}
        </div>
      </div>
    </Paper>
  );
}
