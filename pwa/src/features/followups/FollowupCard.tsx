import { openStore } from '../../data/open';
import { eventDay } from '../../records/eventDay';
import { followups as f } from '../../texts/followups';
import { Button } from '../../ui/Button';
import { Card as Paper } from '../../ui/Card';
import { displayName, subline } from '../people/displayName';
import { type Answer, give } from './answering';
import type { Card } from './arrange';
import { longAgo, reasonOf } from './followupTexts';
import { saysMore } from './saysMore';

const NOBODY = { name: null, known_for: null };

/** How the card's person is called. */
export const nameOf = ({ person, event }: Card): string =>
  displayName(person?.fields ?? NOBODY, event?.fields.name);

/** "Met at Harbour mixer yesterday"; empty when nobody knows. */
export function sinceWhen({ event, met }: Card, today: string): string {
  if (event) {
    return f.metAt(event.fields.name, longAgo(eventDay(event.fields), today));
  }
  return met ? f.metOn(longAgo(met, today)) : '';
}

type Props = { card: Card; today: string; morning: string | null; onHello: () => void };

/** One person to say hi to, with the answers as big buttons. */
export function FollowupCard({ card, today, morning, onHello }: Props) {
  const { followup, person, notes } = card;
  const name = nameOf(card);
  const { promise } = followup.fields;
  const answer = (given: Answer, label: string) => (
    <Button
      look={given === 'let_go' ? 'plain' : 'quiet'}
      aria-label={f.about(label, name)}
      onClick={async () => give(await openStore(), given, followup, name, today, morning)}
    >
      {label}
    </Button>
  );
  return (
    <Paper slotted label={name}>
      <div class="followup">
        <a class="who" href={`/people/${followup.fields.person_id}`}>
          <span class="name">{name}</span>
          {person && subline(person.fields) && <span class="known">{subline(person.fields)}</span>}
        </a>
        <p class="soft">
          {[reasonOf(followup, person), sinceWhen(card, today)].filter(Boolean).join(' · ')}
        </p>
        {promise && (
          <p class="promise">
            <span class="soft">{f.promised}</span> {promise}
          </p>
        )}
        {notes
          .filter((note) => saysMore(note, person))
          .slice(0, 2)
          .map((note) => (
            <blockquote key={note.id}>{note.fields.body}</blockquote>
          ))}
        <Button
          look="quiet"
          wide
          class="hello"
          aria-label={f.about(f.sayHi, name)}
          onClick={onHello}
        >
          {f.sayHi}
        </Button>
        <div class="answers">
          {answer('said_hi', f.saidHi)}
          {answer('tomorrow', f.tomorrow)}
          {answer('let_go', f.letGo)}
        </div>
      </div>
    </Paper>
  );
}
