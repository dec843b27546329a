/**
 * Finds pairs of people who may be one, and the reason. Pure. There is no score: a pair has a reason that can
 * be shown, or it is no pair.
 */
import { foldedWords } from '../../records/fold';
import type { Row } from '../../records/kinds';
import { folded } from '../../records/text';

type Person = Row<'person'>;

/** What two cards have in common; `what` is shown. */
export interface Reason {
  why: 'email' | 'phone' | 'link' | 'name' | 'nearly' | 'short' | 'known';
  what: string;
}

export interface Pair {
  id: string;
  one: Person;
  other: Person;
  reasons: Reason[];
}

/** If more people than this share something, it is no reason: a common word, or a switchboard's number. */
const CROWD = 100;
/** How many cards are compared before other work gets a turn. */
const SLICE = 100;
/** How many last digits of a number are compared: the prefix is written in some places and left out in others. */
const TELLING_DIGITS = 9;
/** In shorter words a different letter is a different word. */
const SHORTEST = 4;

const wordsOf = (text: string | null): string[] => [...new Set(foldedWords(text ?? ''))];
const phoneKey = (phone: string): string => {
  const digits = phone.replace(/\D/gu, '');
  return digits.length < 7 ? '' : digits.slice(-TELLING_DIGITS);
};
const linkKey = (link: string): string =>
  folded(link)
    .replace(/^https?:\/\/(www\.)?/u, '')
    .replace(/\/+$/u, '');

/** The fields by which people are reached, and their names as reasons. */
const REACH = [
  ['email', 'emails'],
  ['phone', 'phones'],
  ['link', 'links'],
] as const;

/** Whether two words differ by one letter: replaced, missing, or two letters swapped. */
export function oneLetterApart(one: string, other: string): boolean {
  if (one === other) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const rest = (text: string, from: number): string => text.slice(from);
  if (short.length + 1 === long.length) return rest(short, at) === rest(long, at + 1);
  if (short.length !== long.length) return false;
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return (
    rest(short, at + 1) === rest(long, at + 1) ||
    (swapped && rest(short, at + 2) === rest(long, at + 2))
  );
}

type Likeness = 'name' | 'nearly' | 'short' | null;

function likenessOf(one: readonly string[], other: readonly string[]): Likeness {
  if (one.length === 0 || other.length === 0) return null;
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const differing = few.filter((word) => !many.includes(word));
  if (differing.length === 0)
    return few.length === many.length ? 'name' : few[0] === many[0] ? 'short' : null;
  if (few.length !== many.length || few.length < 2 || differing.length > 1) return null;
  const [word = ''] = differing;
  const [theirs = ''] = many.filter((each) => !few.includes(each));
  return Math.min(word.length, theirs.length) >= SHORTEST && oneLetterApart(word, theirs)
    ? 'nearly'
    : null;
}

/** What is compared of a card, prepared once, because a card is compared with many. */
interface Traits {
  person: Person;
  name: string[];
  known: string;
  emails: string[];
  phones: string[];
  links: string[];
  interests: string[];
}

const traitsOf = (person: Person): Traits => {
  const { fields } = person;
  return {
    person,
    name: wordsOf(fields.name),
    known: wordsOf(fields.known_for).join(' '),
    emails: fields.emails.map(folded),
    phones: fields.phones.map(phoneKey),
    links: fields.links.map(linkKey),
    interests: fields.interests.map(folded),
  };
};

/** Returns the index of the first element that is also in the other list; -1 if there is none. */
const firstShared = (one: readonly string[], other: readonly string[]): number =>
  other.length === 0 ? -1 : one.findIndex((key) => key !== '' && other.includes(key));

function compare(a: Traits, b: Traits): Reason[] {
  const [one, other] = [a.person.fields, b.person.fields];
  const reasons: Reason[] = [];
  const likeness = likenessOf(a.name, b.name);
  const isKnown = a.known !== '' && a.known === b.known;
  if (likeness === 'name' || likeness === 'nearly')
    reasons.push({ why: likeness, what: one.name ?? '' });
  // A first name alone is no reason: many people are called Anna.
  if (
    likeness === 'short' &&
    (isKnown ||
      (one.met_at !== null && one.met_at === other.met_at) ||
      firstShared(a.interests, b.interests) >= 0)
  )
    reasons.push({
      why: 'short',
      what: (a.name.length < b.name.length ? one.name : other.name) ?? '',
    });
  for (const [why, field] of REACH) {
    const what = one[field][firstShared(a[field], b[field])];
    if (what !== undefined) reasons.push({ why, what });
  }
  const isNameless = a.name.length === 0 || b.name.length === 0;
  if (isKnown && (isNameless || reasons.length > 0))
    reasons.push({ why: 'known', what: one.known_for ?? '' });
  return reasons;
}

/** Returns the reasons why two may be one person; an empty list if there are none. */
export const reasonsFor = (one: Person, other: Person): Reason[] =>
  compare(traitsOf(one), traitsOf(other));

const cardsOf = ({ id, also = [] }: Person): string[] => [id, ...also.map((card) => card.id)];

/** Whether the user said that these are two people. */
function areTwo(one: Person, other: Person): boolean {
  const says = (a: Person, b: Person): boolean => {
    const ids = cardsOf(b);
    return (a.fields.not_same_as ?? []).some((id) => ids.includes(id));
  };
  return says(one, other) || says(other, one);
}

/**
 * Returns a word, and the word without each of its letters: words that differ by one letter share one of
 * these.
 */
const withGaps = (word: string): string[] => [
  word,
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];

/**
 * Returns keys such that two cards share one if `compare` finds a reason for them. Comparing all cards with a
 * word in common would take seconds with many people.
 */
function keysOf({ person, name, known, interests, ...reach }: Traits): string[] {
  const about = [person.fields.met_at, known, ...interests];
  const nearly = name.length > 1 ? name.filter((word) => word.length >= SHORTEST) : [];
  return [
    ...REACH.flatMap(([why, field]) => reach[field].map((key) => `${why} ${key}`)),
    name.length > 0 ? `name ${[...name].sort().join(' ')}` : '',
    ...about.map((what) => (what && name[0] ? `short ${name[0]} ${what}` : '')),
    ...nearly.flatMap((word) => {
      const rest = name.filter((other) => other !== word).sort();
      return withGaps(word).map((gap) => `nearly ${rest.join(' ')} ${gap}`);
    }),
    known ? `known ${known}` : '',
  ].filter((key) => key !== '' && !key.endsWith(' '));
}

const alphabet = ({ one }: Pair): string => `${one.fields.name ?? one.fields.known_for} ${one.id}`;

/**
 * Returns each pair once, sorted by the first name. Pauses in between, because with many people it takes a
 * while.
 */
export async function duplicatesAmong(
  people: readonly Person[],
  pause: () => Promise<void> = () => new Promise((go) => setTimeout(go)),
): Promise<Pair[]> {
  const found = new Map<string, Traits[]>();
  const pairs: Pair[] = [];
  for (const [index, person] of people.entries()) {
    if (index % SLICE === SLICE - 1) await pause();
    const traits = traitsOf(person);
    const seen = new Set([traits]);
    for (const key of new Set(keysOf(traits))) {
      const others = found.get(key);
      if (!others) {
        found.set(key, [traits]);
        continue;
      }
      if (others.length >= CROWD) continue;
      for (const other of others) {
        if (seen.has(other)) continue;
        seen.add(other);
        const reasons = compare(other, traits);
        if (reasons.length > 0 && !areTwo(other.person, person))
          pairs.push({
            id: `${other.person.id} ${person.id}`,
            one: other.person,
            other: person,
            reasons,
          });
      }
      others.push(traits);
    }
  }
  const { compare: inOrder } = new Intl.Collator();
  return pairs
    .map((pair) => ({ pair, called: alphabet(pair) }))
    .sort((a, b) => inOrder(a.called, b.called))
    .map(({ pair }) => pair);
}
