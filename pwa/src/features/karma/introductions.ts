/** Finds pairs of people who share an interest or a place, to introduce them to each other. Pure. */
import { foldedWords } from '../../records/fold';
import type { Row } from '../../records/kinds';

type Person = Row<'person'>;

/** Two people who do not know each other, as far as the notes say, and what they share. */
export interface Pair {
  id: string;
  one: Person;
  other: Person;
  /** As one of them has written it. */
  interests: string[];
  /** The place where both were met, at different events; null if they share an interest. */
  place: string | null;
}

export interface Around {
  /** When each person was first noted, as text that sorts. */
  noted: ReadonlyMap<string, string>;
  /** The notes that name several people. */
  notes: readonly Row<'note'>[];
  kindnesses: readonly Row<'kindness'>[];
  /** The places of events by id. */
  places: ReadonlyMap<string, string>;
}

/**
 * Returns pairs. Among those who share something, in the order of meeting, each is paired with the next
 * stranger, and the last with the first. So everybody gets a turn, and nobody gets all of them.
 */
export function introductions(people: readonly Person[], around: Around): Pair[] {
  const key = ({ id, fields }: Person): string =>
    `${around.noted.get(id) ?? fields.met_on ?? '9999'} ${id}`;
  const known = people
    .filter(({ fields }) => !fields.archived)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const turns = new Map(known.map(({ id }, index) => [id, index]));
  const at = ({ id }: Person): number => turns.get(id) ?? 0;
  const strangers = unknownTo(known, around);
  const pairs = new Map<string, Pair>();
  for (const [person, interest, circle] of circlesOf(known)) {
    const other = next(person, circle, (each) => strangers(person, each));
    if (!other) continue;
    const pair = pairOf(person, other, null, at);
    const before = pairs.get(pair.id) ?? pair;
    if (!before.interests.some((each) => keyOf(each) === keyOf(interest)))
      before.interests.push(interest);
    pairs.set(pair.id, before);
  }
  for (const [place, circle] of byPlace(known, around.places)) {
    for (const person of circle) {
      const other = next(
        person,
        circle,
        (each) => each.fields.met_at !== person.fields.met_at && strangers(person, each),
      );
      if (!other) continue;
      const pair = pairOf(person, other, place, at);
      if (!pairs.has(pair.id)) pairs.set(pair.id, pair);
    }
  }
  return [...pairs.values()].sort((a, b) => at(a.one) - at(b.one) || at(a.other) - at(b.other));
}

const idOf = (one: string, other: string): string => [one, other].sort().join(' ');

/** Returns the next in the circle who fits; after the last comes the first. */
function next(
  person: Person,
  circle: readonly Person[],
  fits: (other: Person) => boolean,
): Person | undefined {
  const start = circle.indexOf(person);
  return [...circle.slice(start + 1), ...circle.slice(0, Math.max(start, 0))].find(fits);
}

function pairOf(
  person: Person,
  next: Person,
  place: string | null,
  at: (person: Person) => number,
): Pair {
  const [one, other] = at(person) < at(next) ? [person, next] : [next, person];
  return { id: idOf(one.id, other.id), one, other, interests: [], place };
}

/** "Water-skiing", "water skiing" and "waterskiing" are the same interest. */
const keyOf = (interest: string): string => foldedWords(interest).join('');

/** Returns each person with each of their interests and everybody who shares it. */
function circlesOf(people: readonly Person[]): [Person, string, Person[]][] {
  const circles = new Map<string, Person[]>();
  for (const person of people) {
    for (const key of new Set(person.fields.interests.map(keyOf))) {
      if (key) circles.set(key, [...(circles.get(key) ?? []), person]);
    }
  }
  return people.flatMap((person) =>
    person.fields.interests.map((interest): [Person, string, Person[]] => [
      person,
      interest,
      circles.get(keyOf(interest)) ?? [],
    ]),
  );
}

function byPlace(
  people: readonly Person[],
  places: ReadonlyMap<string, string>,
): Map<string, Person[]> {
  const found = new Map<string, { place: string; people: Person[] }>();
  for (const person of people) {
    const place = places.get(person.fields.met_at ?? '');
    if (!place) continue;
    const key = keyOf(place);
    const there = found.get(key) ?? { place, people: [] };
    there.people.push(person);
    found.set(key, there);
  }
  return new Map([...found.values()].map(({ place, people: there }) => [place, there]));
}

/** Returns a function that tells whether nothing says that two people know each other. */
function unknownTo(people: readonly Person[], { notes, kindnesses }: Around) {
  const acquainted = new Set<string>();
  const know = (one: string | null, other: string | null) => {
    if (one && other) acquainted.add(idOf(one, other));
  };
  for (const { id, fields } of people) know(id, fields.introduced_by);
  for (const { fields } of kindnesses) {
    know(fields.person_id, fields.introduced_to);
    know(fields.person_id, fields.thanks_to);
    know(fields.thanks_to, fields.introduced_to);
  }
  for (const { fields } of notes) {
    for (const one of fields.person_ids) for (const other of fields.person_ids) know(one, other);
  }
  return (one: Person, other: Person): boolean => !acquainted.has(idOf(one.id, other.id));
}
