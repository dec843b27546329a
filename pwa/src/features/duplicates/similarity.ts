/**
 * Who may be in the box twice, and why one might think so. Pure. Nothing is weighed against anything:
 * a pair has a reason that can be read, or it is none.
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

/** More people than that share no card: it is a word, or the number of a switchboard. */
const CROWD = 100;
/** So many cards are looked at in one go. */
const SLICE = 100;
/** Without the prefix that is written in one place and left out in another. */
const TELLING_DIGITS = 9;
/** Of shorter words each letter tells. */
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

/** How one is reached, and what it is called as a reason. */
const REACH = [
  ['email', 'emails'],
  ['phone', 'phones'],
  ['link', 'links'],
] as const;

/** Whether one letter makes the difference: one is another, missing, or two have changed places. */
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

/** What is compared of a card, put into shape once: most pairs that are looked at are none. */
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

/** The place of the first of these that is among the others; -1 when there is none. */
const firstShared = (one: readonly string[], other: readonly string[]): number =>
  other.length === 0 ? -1 : one.findIndex((key) => key !== '' && other.includes(key));

function compare(a: Traits, b: Traits): Reason[] {
  const [one, other] = [a.person.fields, b.person.fields];
  const reasons: Reason[] = [];
  const likeness = likenessOf(a.name, b.name);
  const isKnown = a.known !== '' && a.known === b.known;
  if (likeness === 'name' || likeness === 'nearly')
    reasons.push({ why: likeness, what: one.name ?? '' });
  // Half of the people one meets are called Anna: a first name alone says nothing.
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

/** What speaks for it that these are one; nothing does when the list is empty. */
export const reasonsFor = (one: Person, other: Person): Reason[] =>
  compare(traitsOf(one), traitsOf(other));

const cardsOf = ({ id, also = [] }: Person): string[] => [id, ...also.map((card) => card.id)];

/** Whether somebody has said that these are two. */
function areTwo(one: Person, other: Person): boolean {
  const says = (a: Person, b: Person): boolean => {
    const ids = cardsOf(b);
    return (a.fields.not_same_as ?? []).some((id) => ids.includes(id));
  };
  return says(one, other) || says(other, one);
}

/** A word, and it with each of its letters left out: two that are one letter apart share one of them. */
const withGaps = (word: string): string[] => [
  word,
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];

/**
 * Under what somebody may be found again: whoever `compare` finds a reason for shares a key. To look at
 * all who have a word in common would take seconds in a full box.
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
 * Each pair once, by what the first of the two is called. It lets others have a turn in between: in a
 * full box it takes a while.
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
