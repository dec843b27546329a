/** Finds known people in a line, wherever they are named. */
import { fold, foldedWords } from '../records/fold';
import type { LineReading } from './readLine';
import type { Vocabulary } from './vocabulary';

export interface KnownPerson {
  id: string;
  name: string | null;
}

export interface AboutKnown<P extends KnownPerson> {
  /** The line is about them. */
  about: P[];
  /** Other known people who may be meant. */
  offers: P[];
  /** How the rest of the line is read, the most likely first. */
  readings: LineReading[];
}

interface Mention<P> {
  /** The words of the name: from (included), to (excluded). */
  from: number;
  to: number;
  /** Whether the whole name is there. */
  whole: boolean;
  people: P[];
}

const UNBROKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

interface Word {
  text: string;
  small: boolean;
}

const wordsOf = (text: string): Word[] =>
  (text.match(WORD) ?? []).map((word) => ({ text: fold(word), small: /^\p{Ll}/u.test(word) }));

/** "Mayas" means "Maya's" in German. */
const isSame = (word: string, name: string): boolean =>
  word === name ||
  (word.length > 3 && word === `${name}s`) ||
  (name.length > 1 && UNBROKEN.test(name) && word.includes(name));

function mentionsOf<P extends KnownPerson>(
  line: string,
  known: readonly P[],
  vocabulary: Vocabulary,
): Mention<P>[] {
  const words = wordsOf(line);
  const found = new Map<string, Mention<P>>();
  const add = (from: number, to: number, whole: boolean, person: P) => {
    const key = `${from} ${to} ${whole}`;
    const mention = found.get(key) ?? { from, to, whole, people: [] };
    if (!mention.people.includes(person)) mention.people.push(person);
    found.set(key, mention);
  };
  for (const person of known) {
    const name = wordsOf(person.name ?? '').map(({ text }) => text);
    if (!name.length) continue;
    for (let at = 0; at < words.length; at++) {
      if (name.every((part, index) => isSame(words[at + index]?.text ?? '', part))) {
        add(at, at + name.length, true, person);
        continue;
      }
      const word = words[at] as Word;
      const part = name.findIndex((each) => each.length > 1 && isSame(word.text, each));
      if (part < 0) continue;
      // A family name in lower case is an ordinary word: "groß" (tall).
      if (part > 0 && word.small) continue;
      if (/^(?:van|von|der|de|la|da|di|del|bin|al)$/u.test(word.text)) continue;
      add(at, at + 1, false, person);
    }
  }
  const all = [...found.values()];
  // If a whole name is there, others who share a part of it are not meant.
  return all
    .filter(
      (one) =>
        one.whole ||
        !all.some((other) => other.whole && other.from <= one.from && one.to <= other.to),
    )
    .map((mention) => ({
      ...mention,
      // "will" may be the name Will.
      people: mention.people,
      whole: mention.whole && !isWord(words, mention, vocabulary),
    }));
}

const isWord = (
  words: Word[],
  { from, to }: { from: number; to: number },
  vocabulary: Vocabulary,
): boolean =>
  to - from === 1 &&
  (words[from]?.small ?? false) &&
  vocabulary.is('opening', words[from]?.text ?? '');

/**
 * Returns the known people whom the line is about, and how the rest is read. A whole name means that person.
 * A part of a name means them too, unless the line says that somebody new was met. If two may be meant, the
 * user decides by a tap.
 */
export function aboutKnown<P extends KnownPerson>(
  line: string,
  readings: LineReading[],
  known: readonly P[],
  vocabulary: Vocabulary,
): AboutKnown<P> {
  const [likeliest, ...others] = readings;
  const mentions = mentionsOf(line, known, vocabulary);
  if (!likeliest || !mentions.length) return { about: [], offers: [], readings };
  const words = wordsOf(line);
  const textOf = ({ from, to }: Mention<P>) => words.slice(from, to).map(({ text }) => text);
  const about = new Set<P>();
  const offers = new Set<P>();
  const covered = new Set<string>();
  const rest: Mention<P>[] = [];
  for (const mention of mentions) {
    const [one] = mention.people;
    const only = mention.people.length === 1 && one && !isWord(words, mention, vocabulary);
    const said = textOf(mention);
    const person = likeliest.people.find(({ name }) => {
      const called = wordsOf(name ?? '').map(({ text }) => text);
      return said.some((word) => called.some((each) => isSame(word, each)));
    });
    const replaces = person && (mention.whole || !likeliest.sure);
    if (replaces) covered.add(person.name ?? '');
    if (only && replaces) about.add(one);
    else if (person || !only) for (const each of mention.people) offers.add(each);
    else rest.push(mention);
  }
  const people = likeliest.people.filter(({ name }) => !covered.has(name ?? ''));
  for (const {
    people: [one],
  } of rest)
    if (one) (people.length ? offers : about).add(one);
  for (const person of about) offers.delete(person);
  const left: LineReading =
    people.length === likeliest.people.length
      ? likeliest
      : { ...likeliest, as: people.length ? likeliest.as : 'note', people };
  return {
    about: [...about],
    offers: [...offers],
    readings: left === likeliest ? readings : [left, likeliest, ...others],
  };
}

/** Whether a name in a line is that of a known person, or a part of it. */
export function isCalled(name: string | null, known: string | null): boolean {
  const theirs = foldedWords(known ?? '');
  const words = foldedWords(name ?? '');
  return words.length > 0 && words.every((word) => theirs.some((each) => isSame(word, each)));
}

/** The most keys: no line names more known people. */
const MOST_KEYS = 60;

/**
 * Returns the words by which to look up the people a line may name: words of their names and, in scripts
 * without spaces, the beginnings of such words.
 */
export function keysOf(
  line: string,
  vocabulary: Vocabulary,
): { words: string[]; starts: string[] } {
  const words = new Set<string>();
  const starts = new Set<string>();
  for (const word of foldedWords(line)) {
    if (words.size + starts.size >= MOST_KEYS) break;
    if (UNBROKEN.test(word)) {
      const letters = Array.from(word).slice(0, MOST_KEYS);
      for (let at = 0; at + 1 < letters.length; at++)
        starts.add(letters.slice(at, at + 2).join(''));
    } else if (word.length > 1 && !isSmall(word, vocabulary)) {
      words.add(word);
      if (word.length > 3 && word.endsWith('s')) words.add(word.slice(0, -1));
    }
  }
  return { words: [...words], starts: [...starts] };
}

const isSmall = (word: string, { is }: Vocabulary): boolean =>
  (['articles', 'and', 'pronouns', 'from'] as const).some((kind) => is(kind, word));
