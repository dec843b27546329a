import { parseCaptureLine, shortened } from '../../records/captureLine';
import type { Draft, NoteFields, Row } from '../../records/kinds';
import { PEOPLE } from '../../records/limits';
import { localDate } from '../../records/nextMorning';
import type { Contact } from '../share/vcard';
import { headOf, linesIn, namesIn } from './split';

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

/** Whether a line of several is about somebody: neither an address nor a number is. */
function isPerson(line: string): boolean {
  if (/@|:\/\//u.test(line) || !/\p{L}/u.test(line)) return false;
  const { name, known_for } = parseCaptureLine(line);
  return Boolean(name || known_for);
}

/** What saving will do, a plan for each note: several lines, each about somebody, are a note each. */
export function plansOf(line: Line): Plan[] {
  const isList = line.reading === 'auto' && !line.chosen.length && !line.contact;
  const lines = isList ? linesIn(line.text) : [];
  const listed = lines.length && lines.every(isPerson);
  return listed ? lines.map((text) => planOf({ ...line, text, swapped: false })) : [planOf(line)];
}

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

/**
 * The records a plan becomes. Follow-ups are not among them. A note names at most 50 people: of more,
 * each is named by one of several.
 */
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
  const ids = [...plan.known.map(({ person }) => person.id), ...made.map(({ record }) => record)];
  const set: NoteFields = {
    body: plan.body,
    person_ids: [],
    event_id: event,
    captured_at: new Date(capturedAt).toISOString(),
    captured_timezone: timezone,
  };
  const notes = Array.from({ length: Math.ceil(ids.length / PEOPLE) || 1 }, (_, index) => ({
    kind: 'note' as const,
    record: newId(),
    set: { ...set, person_ids: ids.slice(index * PEOPLE, (index + 1) * PEOPLE) },
  }));
  return { notes, made, gained, drafts: [...made, ...gained, ...notes] satisfies Draft[] };
}
