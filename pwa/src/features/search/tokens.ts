/** Words as the search compares them. */
import { fold } from '../../records/fold';
import { LANGUAGES } from './languages';

export interface Word {
  /** As it is compared. */
  text: string;
  /** Where it stands in the text: from, and up to. */
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    text: fold(word),
    from: index,
    to: index + word.length,
  }));
}

const LEAST = 3;
const DOUBLE = /([bcdfghjklmnpqrstvwxz])\1$/u;

const endings = LANGUAGES.map((language) =>
  language.endings.split(' ').sort((one, other) => other.length - one.length),
);

function cut(word: string, ends: readonly string[], least: number): string {
  const end = ends.find((each) => word.length - each.length >= least && word.endsWith(each));
  return end ? word.slice(0, -end.length) : word;
}

const known = new Map<string, readonly string[]>();

/** What a folded word comes from, by the rules of each language: "skiing" and "skis" both give "ski". */
export function stemsOf(word: string): readonly string[] {
  const before = known.get(word);
  if (before) return before;
  const stems = new Set(
    endings.map((ends) => cut(cut(word, ends, LEAST), ends, LEAST + 1).replace(DOUBLE, '$1')),
  );
  // What nothing was taken off is the word itself.
  stems.delete(word);
  // Of four letters nothing is taken off but an s: "Maya" comes from no "may".
  const isShort = word.length <= LEAST + 1 && !word.endsWith('s');
  const found = isShort ? [] : [...stems].filter((stem) => stem.length >= LEAST);
  known.set(word, found);
  return found;
}

/** The term under which the words that come from `stem` are found. No word begins so. */
const from = (stem: string): string => `~${stem}`;

/** The terms under which a word of a text is found. */
const channelsTo = (word: string): string[] => [word, ...stemsOf(word).map(from)];

/** The terms of the words that come from the same as a word that is asked for: "skis" is for "skiing". */
export const familyOf = (word: string): string[] => [
  from(word),
  ...stemsOf(word).flatMap((stem) => [stem, from(stem)]),
];

/** Writing without blanks between its words. */
const UNBROKEN =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー々]{3,}$/u;

/** The pairs of letters in a word of such writing: whatever stands inside of it is found by them. */
export function pairsIn(word: string): string[] {
  if (!UNBROKEN.test(word)) return [];
  const letters = Array.from(word);
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** For each word of a text the terms that it is found by; "water-skis" is found as one word as well. */
export function termsByWord(text: string): { word: Word; terms: string[] }[] {
  const words = wordsOf(text);
  return words.map((word, index) => {
    const before = words[index - 1];
    const after = words[index + 1];
    const terms = [...channelsTo(word.text), ...pairsIn(word.text)];
    const joins = (one: Word | undefined, other: Word | undefined) =>
      one && other && /^[-‐‑]$/u.test(text.slice(one.to, other.from));
    if (joins(before, word)) terms.push(...channelsTo(`${before?.text}${word.text}`));
    if (joins(word, after)) terms.push(...channelsTo(`${word.text}${after?.text}`));
    return { word, terms };
  });
}

/** All terms that a text is found by. */
export const termsOf = (text: string): string[] => [
  ...new Set(termsByWord(text).flatMap(({ terms }) => terms)),
];
