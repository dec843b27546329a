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
import type { Contact } from '../share/contact';

/**
 * How a line is to be read: as it looks, or, corrected by a tap, as about one person, several, or nobody.
 * `together`: several lines are one note about all whom they name.
 */
export type Reading = 'auto' | As | 'together';

export interface Line {
  text: string;
  reading: Reading;
  /** Name and known-for change places. */
  swapped: boolean;
  /** People already in the box whom the note is about. */
  chosen: readonly Row<'person'>[];
  /** Ids of people in the box whom it looked to be about, and is not. */
  notAbout?: readonly string[] | undefined;
  /** What came with a shared contact. */
  contact?: Contact | undefined;
}

export interface NewPerson extends Partial<Contact> {
  name: string | null;
  known_for: string | null;
  interests: string[];
}

/** Somebody known whom a note is about, and what they gain by it. */
export interface KnownOne {
  person: Row<'person'>;
  gains: string[];
  reach: Partial<Reach>;
}

/** What saving the line would do. */
export interface Plan {
  body: string;
  people: NewPerson[];
  known: KnownOne[];
  /** Others in the box who may be meant. */
  offers: Row<'person'>[];
  /** How it is read, and how it may be read as well: for several, how many they are. */
  as: As;
  others: { as: As; count: number }[];
}

const MOST_INTERESTS = 50;
const MOST_WAYS = 20;

/** What saving will do, a plan for each note. `box`: who may be named in it of those who are known. */
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

/** One note about all of them. */
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

/** Reads a line as it will be saved. The note keeps every word of it, whatever is read from it. */
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
  // The first that is named is the one who was shared.
  return { ...plan, people: [{ ...only, ...contact, ...joined(only, contact) }, ...rest] };
}

/** Anybody's: stands for one that is known to be a name, whatever it looks like. */
const A_NAME = 'Bob';

/** How a line is read; the name that a contact came with is one. */
function readingsOf(line: string, called: string | undefined): LineReading[] {
  if (!line) return [];
  const isCalled = called && line.startsWith(`${called} —`);
  if (!isCalled) return readLine(line, vocabulary);
  return readLine(`${A_NAME}${line.slice(called.length)}`, vocabulary).map((reading) => ({
    ...reading,
    people: reading.people.map((one) => (one.name === A_NAME ? { ...one, name: called } : one)),
  }));
}

/** Of those who are known, whom the line is about by itself. */
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

/** Each other way to read it once, and how many people it makes. */
const othersOf = (readings: readonly LineReading[], as: As): Plan['others'] =>
  [...new Map(readings.map((one) => [one.as, { as: one.as, count: one.people.length }])).values()]
    .filter((one) => one.as !== as)
    .sort((one, other) => other.count - one.count);

const gainsOf = ({ fields }: Row<'person'>, tags: readonly string[]): string[] =>
  tags
    .filter((tag) => !fields.interests.some((own) => fold(own) === fold(tag)))
    .slice(0, Math.max(0, MOST_INTERESTS - fields.interests.length));

const WAYS = ['emails', 'phones', 'links'] as const;

/** How somebody known can be reached from now on, too. */
function newReach({ fields }: Row<'person'>, reach: Reach | undefined): Partial<Reach> {
  const more = WAYS.map((way) => [
    way,
    (reach?.[way] ?? [])
      .filter((each) => !fields[way].some((own) => folded(own) === folded(each)))
      .slice(0, Math.max(0, MOST_WAYS - fields[way].length)),
  ]);
  return Object.fromEntries(more.filter(([, list]) => list?.length));
}

/** What was shared and what was typed, both. */
const joined = (typed: Partial<Reach>, shared: Partial<Reach>): Partial<Reach> =>
  Object.fromEntries(
    WAYS.filter((way) => typed[way] || shared[way]).map((way) => [
      way,
      [...new Set([...(shared[way] ?? []), ...(typed[way] ?? [])])].slice(0, MOST_WAYS),
    ]),
  );

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
  // Whom a tap has chosen is the one that the line is about.
  if (chosen.length && read.as === 'person' && reading !== 'several') return [];
  return read.people.filter(isNew);
}

/** What is set on somebody known: their lists with what they gain. */
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

/** What a note gives to somebody known whom it is put with: its tags, and how to reach them. */
export function gainedBy(text: string, person: Row<'person'>): Partial<Row<'person'>['fields']> {
  const [one] = planOf({ text, reading: 'auto', swapped: false, chosen: [person] }).known;
  return one ? setOf(one) : {};
}

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
    set: { ...set, person_ids: ids.slice(index * PEOPLE, (index + 1) * PEOPLE) },
  }));
  return { notes, made, gained, drafts: [...made, ...gained, ...notes] satisfies Draft[] };
}
