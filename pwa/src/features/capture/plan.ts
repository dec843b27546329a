import type { Contact } from '../../contacts/sharedContact';
import { vocabulary } from '../../lines/languages';
import { aboutKnown, isCalled } from '../../lines/mentions';
import { piecesOf } from '../../lines/pieces';
import type { Reach } from '../../lines/reach';
import { type As, type LineReading, readLine } from '../../lines/readLine';
import { fold } from '../../records/fold';
import type { Draft, NoteFields, Row } from '../../records/kinds';
import { PEOPLE } from '../../records/limits';
import { localDate } from '../../records/nextMorning';
import { shortened } from '../../records/shortened';
import { folded } from '../../records/text';

/**
 * How a line is read: automatically, or, corrected by a tap, as about one person, several, or nobody.
 * `together`: several lines are one note about all people they name.
 */
export type Reading = 'auto' | As | 'together';

export interface Line {
  text: string;
  reading: Reading;
  /** Swap the name and what they are known for. */
  swapped: boolean;
  /** Known people whom the note is about. */
  chosen: readonly Row<'person'>[];
  /** Ids of known people who were found in the line and removed by the user. */
  notAbout?: readonly string[] | undefined;
  /** From a shared contact. */
  contact?: Contact | undefined;
}

export interface NewPerson extends Partial<Contact> {
  name: string | null;
  known_for: string | null;
  interests: string[];
}

/** A known person whom a note is about, and what it adds to their record. */
export interface KnownOne {
  person: Row<'person'>;
  gains: string[];
  reach: Partial<Reach>;
}

/** What saving the line will write. */
export interface Plan {
  body: string;
  people: NewPerson[];
  known: KnownOne[];
  /** Other known people who may be meant. */
  offers: Row<'person'>[];
  /** How it is read, and the other possible readings; `several` with how many people. */
  as: As;
  others: { as: As; count: number }[];
}

const MOST_INTERESTS = 50;
const MOST_WAYS = 20;

/** Returns a plan for each note that saving will write. `box`: known people whom the line may name. */
export function plansOf(line: Line, box: readonly Row<'person'>[] = []): Plan[] {
  const isList = line.reading === 'auto' || line.reading === 'together';
  if (!isList || line.chosen.length || line.contact) return [planOf(line, box)];
  const pieces = piecesOf(line.text, vocabulary);
  if (pieces.length === 1) return [planOf({ ...line, reading: 'auto' }, box)];
  const each = pieces.map(({ line: read, body }) =>
    planFor({ ...line, reading: 'auto', swapped: false }, read, body, box),
  );
  return line.reading === 'together' ? [inOne(line.text.trim(), each)] : each;
}

/** Returns one note about the people of all plans. */
const inOne = (body: string, plans: readonly Plan[]): Plan => ({
  body,
  people: plans.flatMap(({ people }) => people),
  known: [
    ...new Map(plans.flatMap(({ known }) => known).map((one) => [one.person.id, one])).values(),
  ],
  offers: [],
  as: 'several',
  others: [],
});

/** Plans one note. It keeps every word of the line, whatever is read from it. */
export function planOf(line: Line, box: readonly Row<'person'>[] = []): Plan {
  const [only] = piecesOf(line.text, vocabulary);
  const body = line.text.trim();
  return planFor(line, only?.body === body ? only.line : body, body, box);
}

function planFor(line: Line, read: string, body: string, box: readonly Row<'person'>[]): Plan {
  const { reading, swapped, chosen, notAbout = [] } = line;
  const { called, ...contact } = line.contact ?? {};
  const readings = readingsOf(read, called);
  const found = foundIn(line, read, readings, box);
  const isAuto = reading === 'auto' || reading === 'together';
  const picked = isAuto ? found.readings[0] : readings.find(({ as }) => as === reading);
  const about = isAuto ? [...chosen, ...found.about] : [...chosen];
  const people = body ? newPeople(line, body, picked ?? readings[0]) : [];
  const shown = swapped && people.length === 1 ? people.map(swap) : people;
  const as: As = shown.length > 1 ? 'several' : shown.length ? 'person' : 'note';
  const known = about.map((person) => ({
    person,
    gains: gainsOf(person, readings[0]?.interests ?? []),
    reach: about.length === 1 && !shown.length ? newReach(person, readings[0]?.reach) : {},
  }));
  const offers = [...found.offers, ...box.filter(({ id }) => notAbout.includes(id))].filter(
    ({ id }, index, all) =>
      !about.some((one) => one.id === id) && all.findIndex((one) => one.id === id) === index,
  );
  const plan: Plan = {
    body,
    people: shown,
    known,
    offers,
    as,
    others: othersOf(found.readings, as),
  };
  const [only, ...rest] = shown;
  if (!line.contact || !only) return { ...plan, body: withContact(body, line.contact) };
  // The first person named is the shared contact.
  return { ...plan, people: [{ ...only, ...contact, ...joined(only, contact) }, ...rest] };
}

/** Stands in for the contact's name, because it is surely read as a name. */
const A_NAME = 'Bob';

/** Returns the readings of a line. The name of a shared contact is read as a name. */
function readingsOf(line: string, called: string | undefined): LineReading[] {
  if (!line) return [];
  const isCalled = called && line.startsWith(`${called} —`);
  if (!isCalled) return readLine(line, vocabulary);
  return readLine(`${A_NAME}${line.slice(called.length)}`, vocabulary).map((reading) => ({
    ...reading,
    people: reading.people.map((one) => (one.name === A_NAME ? { ...one, name: called } : one)),
  }));
}

/** Returns the known people whom the line is about without a tap. */
function foundIn(
  { chosen, notAbout = [] }: Line,
  read: string,
  readings: LineReading[],
  box: readonly Row<'person'>[],
) {
  const isChosen = ({ id }: { id: string }): boolean => chosen.some((one) => one.id === id);
  const known = [...box.filter((row) => !isChosen(row)), ...chosen]
    .filter(({ id }) => !notAbout.includes(id))
    .map((row) => ({ id: row.id, name: row.fields.name, row }));
  const { about, offers, readings: all } = aboutKnown(read, readings, known, vocabulary);
  const others = (found: typeof about) =>
    found.filter((one) => !isChosen(one)).map(({ row }) => row);
  return { about: others(about), offers: others(offers), readings: all };
}

/** Returns each other reading once, and how many people it makes. */
const othersOf = (readings: readonly LineReading[], as: As): Plan['others'] =>
  [...new Map(readings.map((one) => [one.as, { as: one.as, count: one.people.length }])).values()]
    .filter((one) => one.as !== as)
    .sort((one, other) => other.count - one.count);

const gainsOf = ({ fields }: Row<'person'>, tags: readonly string[]): string[] =>
  tags
    .filter((tag) => !fields.interests.some((own) => fold(own) === fold(tag)))
    .slice(0, Math.max(0, MOST_INTERESTS - fields.interests.length));

const WAYS = ['emails', 'phones', 'links'] as const;

/** Returns the addresses and numbers of a known person with the new ones added. */
function newReach({ fields }: Row<'person'>, reach: Reach | undefined): Partial<Reach> {
  const more = WAYS.map((way) => [
    way,
    (reach?.[way] ?? [])
      .filter((each) => !fields[way].some((own) => folded(own) === folded(each)))
      .slice(0, Math.max(0, MOST_WAYS - fields[way].length)),
  ]);
  return Object.fromEntries(more.filter(([, list]) => list?.length));
}

/** Joins what was shared with what was typed. */
const joined = (typed: Partial<Reach>, shared: Partial<Reach>): Partial<Reach> =>
  Object.fromEntries(
    WAYS.filter((way) => typed[way] || shared[way]).map((way) => [
      way,
      [...new Set([...(shared[way] ?? []), ...(typed[way] ?? [])])].slice(0, MOST_WAYS),
    ]),
  );

/** Appends a contact to the note's text if no new person is created that would get it. */
const withContact = (body: string, contact: Contact | undefined): string =>
  body && contact ? [body, ...reachOf(contact), contact.birthday].filter(Boolean).join('\n') : body;

/** Returns the parts of a contact one by one. */
export const reachOf = ({
  role,
  organisation,
  emails,
  phones,
  links,
}: Partial<Contact>): string[] =>
  [role, organisation, emails, phones, links].flatMap((part) => part ?? []);

const swap = (person: NewPerson): NewPerson => ({
  ...person,
  name: person.known_for,
  known_for: person.name,
});

function newPeople(
  { reading, chosen }: Line,
  body: string,
  read: LineReading | undefined,
): NewPerson[] {
  if (reading === 'note' || !read) return [];
  const isNew = ({ name }: NewPerson): boolean =>
    !chosen.some(({ fields }) => isCalled(name, fields.name));
  if (reading === 'person' && !read.people.length)
    return [{ name: null, known_for: shortened(body), interests: read.interests }];
  // If the user chose a person, the line is about them.
  if (chosen.length && read.as === 'person' && reading !== 'several') return [];
  return read.people.filter(isNew);
}

/** Returns what to set on a known person: their lists with what is added. */
const setOf = ({
  person: { fields },
  gains,
  reach,
}: KnownOne): Partial<Row<'person'>['fields']> => ({
  ...(gains.length && { interests: [...fields.interests, ...gains] }),
  ...Object.fromEntries(
    WAYS.flatMap((way) => (reach[way] ? [[way, [...fields[way], ...reach[way]]]] : [])),
  ),
});

/** Returns what a note adds to a known person it is assigned to: its tags, and how to reach them. */
export function gainedBy(text: string, person: Row<'person'>): Partial<Row<'person'>['fields']> {
  const [one] = planOf({ text, reading: 'auto', swapped: false, chosen: [person] }).known;
  return one ? setOf(one) : {};
}

export interface Moment {
  /** In ms since 1970. */
  capturedAt: number;
  /** An IANA name. */
  timezone: string;
  event: string | null;
  newId: () => string;
}

/**
 * Returns the records of a plan, without follow-ups. A note names at most 50 people; more are divided among
 * several notes.
 */
export function draftsOf(plan: Plan, { capturedAt, timezone, event, newId }: Moment) {
  const met_on = localDate(capturedAt, timezone);
  const made = plan.people.map((person) => ({
    kind: 'person' as const,
    record: newId(),
    fresh: true as const,
    set: { ...person, met_at: event, met_on },
  }));
  const gained = plan.known
    .map((one) => ({ kind: 'person' as const, record: one.person.id, set: setOf(one) }))
    .filter(({ set }) => Object.keys(set).length > 0);
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
    fresh: true as const,
    set: { ...set, person_ids: ids.slice(index * PEOPLE, (index + 1) * PEOPLE) },
  }));
  return { notes, made, gained, drafts: [...made, ...gained, ...notes] satisfies Draft[] };
}
