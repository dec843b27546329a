import type { ComponentChildren } from 'preact';
import { dateHere } from '../../prompts/days';
import type { PersonFields } from '../../records/kinds';
import { t } from '../../texts';
import { birthdayText, dateText } from '../../texts/dateTexts';
import { displayName, subline } from '../../texts/displayName';
import { people as p, personForm } from '../../texts/people';
import { Card } from '../../ui/Card';
import { Fold } from '../../ui/Page';
import { Photo } from '../attachments/Attachments';
import { AddToCard } from './AddToCard';
import type { Who } from './personQueries';
import { Reach } from './Reach';

type Props = { who: Who; onEdit: (field: keyof PersonFields) => void };

/**
 * A person's card: who they are, and buttons for what can be done. What they do for work is folded away at
 * the end.
 */
export function PersonCard({ who, onEdit }: Props) {
  const { person, event } = who;
  const { fields } = person;
  const knownFor = subline(fields);
  const work = [fields.role, fields.organisation].filter(Boolean).join(', ');
  return (
    <Card slotted>
      <div class="facts">
        <Photo
          personId={person.id}
          name={displayName(fields, event?.fields.name)}
          photo={fields.photo}
          editable
        />
        {knownFor && (
          <Fact look="known" onEdit={() => onEdit('known_for')}>
            {knownFor}
          </Fact>
        )}
        {fields.interests.length > 0 && (
          <p class="cluster">
            {fields.interests.map((interest) => (
              <a key={interest} class="chip" href={withTag(interest)}>
                {interest}
              </a>
            ))}
          </p>
        )}
        <Met who={who} />
        {fields.birthday && (
          <Fact onEdit={() => onEdit('birthday')}>
            {p.birthday}: {birthdayText(fields.birthday)}
          </Fact>
        )}
        {fields.keep_in_touch_days && (
          <Fact onEdit={() => onEdit('keep_in_touch_days')}>
            {p.keepInTouch}:{' '}
            {personForm.keepDays[fields.keep_in_touch_days] ?? p.every(fields.keep_in_touch_days)}
          </Fact>
        )}
        <Reach name={displayName(fields, event?.fields.name)} fields={fields} />
        <AddToCard person={person} />
        {work && (
          <Fold title={p.work}>
            <p>{work}</p>
          </Fold>
        )}
      </div>
    </Card>
  );
}

/** Returns the address of the list of people with that tag. */
const withTag = (tag: string): string => `/people?tag=${encodeURIComponent(tag)}`;

type FactProps = { look?: string; onEdit: () => void; children: ComponentChildren };

/** A line of the card. A tap opens the form at that field. */
function Fact({ look = 'soft', onEdit, children }: FactProps) {
  return (
    <button type="button" class={`fact ${look}`} onClick={onEdit}>
      {children}
      <span class="hidden"> ({t.common.edit})</span>
    </button>
  );
}

/** "At Harbour mixer, Tue 24 Nov, through Ada": as much as is known. */
function Met({ who: { person, event, introducedBy } }: { who: Who }) {
  const { met_on } = person.fields;
  const parts = [
    event && (
      <>
        {p.metAt}
        <a href={`/events/${event.id}`}>{event.fields.name}</a>
      </>
    ),
    met_on && dateText(met_on, dateHere(new Date())),
    introducedBy && (
      <>
        {p.through}
        <a href={`/people/${introducedBy.id}`}>{displayName(introducedBy.fields)}</a>
      </>
    ),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <p class="soft">{parts.map((part, index) => (index ? [', ', part] : part))}</p>;
}
