import { parseCaptureLine, shortened } from '../../records/captureLine';
import type { Draft, NoteFields, Row } from '../../records/kinds';
import { localDate } from '../../records/nextMorning';
import type { Contact } from '../share/vcard';
import { headOf, namesIn } from './split';

/** How a line is to be read: as it looks, or, corrected by a tap, as about one person, several, or nobody. */
export type Reading = 'auto' | 'person' | 'several' | 'note';

export interface Line {
  text: string;
  reading: Reading;
  /** Name and known-for change places. */
  swapped: boolean;
  /** People already in the box whom the note is about. */
  chosen: readonly Row<'person'>[];
  /** What came with a shared contact. */
  contact?: Contact;
}

export interface NewPerson extends Partial<Contact> {
  name: string | null;
  known_for: string | null;
  interests: string[];
}

/** What saving the line would do. */
export interface Plan {
  body: string;
  people: NewPerson[];
  /** Known people and the interests they gain. */
  known: { person: Row<'person'>; gains: string[] }[];
}

const MOST_INTERESTS = 50;

/** Reads a line as it will be saved. The note keeps every word of it, whatever is read from it. */
export function planOf({ text, reading, swapped, chosen, contact }: Line): Plan {
  const body = text.trim();
  const line = parseCaptureLine(body);
  const known = chosen.map((person) => ({
    person,
    gains: line.interests
      .filter((tag) => !person.fields.interests.includes(tag))
      .slice(0, Math.max(0, MOST_INTERESTS - person.fields.interests.length)),
  }));
  const people = body ? newPeople(reading, swapped, chosen, body, line) : [];
  const [only, ...others] = people;
  if (!contact || !only) return { body: withContact(body, contact), people, known };
  // The first that is named is the one who was shared.
  return { body, people: [{ ...only, ...contact }, ...others], known };
}

/** How to reach somebody, where there is no new person to keep it with: nothing that was shared is lost. */
const withContact = (body: string, contact: Contact | undefined): string =>
  body && contact ? [body, ...reachOf(contact), contact.birthday].filter(Boolean).join('\n') : body;

/** What a contact says, one thing at a time. */
export const reachOf = ({
  role,
  organisation,
  emails,
  phones,
  links,
}: Partial<Contact>): string[] =>
  [role, organisation, emails, phones, links].flatMap((part) => part ?? []);

function newPeople(
  reading: Reading,
  swapped: boolean,
  chosen: Line['chosen'],
  body: string,
  line: NewPerson,
): NewPerson[] {
  if (reading === 'note') return [];
  if (reading === 'several') {
    const already = chosen.map((person) => person.fields.name?.toLocaleLowerCase());
    return namesIn(headOf(body).replace(/(^|\s)#\S+/gu, ''))
      .filter((name) => !already.includes(name.toLocaleLowerCase()))
      .map((name) => ({ ...line, name: shortened(name) }));
  }
  if (chosen.length > 0) return [];
  if (!(line.name || line.known_for)) {
    return reading === 'person' ? [{ ...line, known_for: shortened(body) }] : [];
  }
  return [swapped ? { ...line, name: line.known_for, known_for: line.name } : line];
}

/** Whether the line may name several people: then the choice is offered. */
export const maybeSeveral = (text: string): boolean => namesIn(headOf(text)).length > 1;

export interface Moment {
  /** ms since 1970. */
  capturedAt: number;
  /** IANA name. */
  timezone: string;
  event: string | null;
  newId: () => string;
}

/** The records a plan becomes. Follow-ups are not among them: they come with every note, wherever it is made. */
export function draftsOf(plan: Plan, { capturedAt, timezone, event, newId }: Moment) {
  const met_on = localDate(capturedAt, timezone);
  const made = plan.people.map((person) => ({
    kind: 'person' as const,
    record: newId(),
    set: { ...person, met_at: event, met_on },
  }));
  const gained = plan.known
    .filter(({ gains }) => gains.length > 0)
    .map(({ person, gains }) => ({
      kind: 'person' as const,
      record: person.id,
      set: { interests: [...person.fields.interests, ...gains] },
    }));
  const set: NoteFields = {
    body: plan.body,
    person_ids: [...plan.known.map(({ person }) => person.id), ...made.map(({ record }) => record)],
    event_id: event,
    captured_at: new Date(capturedAt).toISOString(),
    captured_timezone: timezone,
  };
  const note = { kind: 'note' as const, record: newId(), set };
  return { note, made, gained, drafts: [...made, ...gained, note] satisfies Draft[] };
}
