import { dateHere } from '../../prompts/days';
import { people as p, personForm } from '../../texts/people';
import { Card } from '../../ui/Card';
import { Tag } from '../../ui/Chip';
import { birthdayText, dateText } from '../../ui/dateTexts';
import { Fold } from '../../ui/Page';
import { Photo } from '../attachments/Attachments';
import { displayName, subline } from './displayName';
import type { Who } from './personQueries';
import { Reach } from './Reach';

/** The index card: who they are. What they do for a living is folded away below everything else. */
export function PersonCard({ who }: { who: Who }) {
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
        {knownFor && <p class="known">{knownFor}</p>}
        {fields.interests.length > 0 && (
          <p class="cluster">
            {fields.interests.map((interest) => (
              <Tag key={interest}>{interest}</Tag>
            ))}
          </p>
        )}
        <Met who={who} />
        {fields.birthday && (
          <p class="soft">
            {p.birthday}: {birthdayText(fields.birthday)}
          </p>
        )}
        {fields.keep_in_touch_days && (
          <p class="soft">
            {p.keepInTouch}:{' '}
            {personForm.keepDays[fields.keep_in_touch_days] ?? p.every(fields.keep_in_touch_days)}
          </p>
        )}
        <Reach name={displayName(fields, event?.fields.name)} fields={fields} />
        {work && (
          <Fold title={p.work}>
            <p>{work}</p>
          </Fold>
        )}
      </div>
    </Card>
  );
}

/** "At Harbour mixer, Tue 24 Nov, through Ada": as much of it as is known. */
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
