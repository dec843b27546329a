import { dateHere } from '../../prompts/days';
import { eventDay } from '../../records/eventDay';
import { dateText, monthText } from '../../texts/dateTexts';
import { people as p } from '../../texts/people';
import type { PeopleSection } from './sections';

/** Returns the accessible name of a section. */
export const sectionTitle = ({ event, month, letter }: PeopleSection): string =>
  event?.fields.name ?? letter ?? (month ? p.elsewhereIn(monthText(month)) : p.elsewhere);

/** The heading of a section: the event's name, which links to it, and its date. */
export function SectionHead({ section }: { section: PeopleSection }) {
  const { id, event } = section;
  const title = sectionTitle(section);
  return (
    <h2 class="section-head" id={id} tabIndex={-1}>
      {event ? (
        <a href={`/events/${event.id}`}>
          {title} <span class="day">{dateText(eventDay(event.fields), dateHere(new Date()))}</span>
        </a>
      ) : (
        title
      )}
    </h2>
  );
}
