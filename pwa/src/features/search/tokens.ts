/** Splits texts into words and terms for the search. */
import { fold } from '../../records/fold';
import { LANGUAGES } from './languages';

export interface Word {
  /** The folded word. */
  text: string;
  /** Where it is in the text: from (included), to (excluded). */
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

/** Returns the stems of a folded word by the rules of each language: "skiing" and "skis" both have "ski". */
export function stemsOf(word: string): readonly string[] {
  const before = known.get(word);
  if (before) return before;
  const stems = new Set(
    endings.map((ends) => cut(cut(word, ends, LEAST), ends, LEAST + 1).replace(DOUBLE, '$1')),
  );
  // A word from which nothing was removed is not a stem.
  stems.delete(word);
  // From four letters only an s is removed: "Maya" does not come from "may".
  const isShort = word.length <= LEAST + 1 && !word.endsWith('s');
  const found = isShort ? [] : [...stems].filter((stem) => stem.length >= LEAST);
  known.set(word, found);
  return found;
}

/** Returns the term for words with this stem. No word begins with "~". */
const from = (stem: string): string => `~${stem}`;

/** Returns the terms under which a word of a text is indexed. */
const formsOf = (word: string): string[] => [word, ...stemsOf(word).map(from)];

/** Returns the terms of words with the same stem as a word of the question: "skis" for "skiing". */
export const familyOf = (word: string): string[] => [
  from(word),
  ...stemsOf(word).flatMap((stem) => [stem, from(stem)]),
];

/** Scripts without spaces between words. */
const UNBROKEN =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー々]{3,}$/u;

/** Returns each pair of characters of a word in such a script, so that any part of it can be found. */
export function pairsIn(word: string): string[] {
  if (!UNBROKEN.test(word)) return [];
  const letters = Array.from(word);
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** Returns the terms of each word of a text; "water-skis" is also indexed as one word. */
export function termsByWord(text: string): { word: Word; terms: string[] }[] {
  const words = wordsOf(text);
  return words.map((word, index) => {
    const before = words[index - 1];
    const after = words[index + 1];
    const terms = [...formsOf(word.text), ...pairsIn(word.text)];
    const joins = (one: Word | undefined, other: Word | undefined) =>
      one && other && /^[-‐‑]$/u.test(text.slice(one.to, other.from));
    if (joins(before, word)) terms.push(...formsOf(`${before?.text}${word.text}`));
    if (joins(word, after)) terms.push(...formsOf(`${word.text}${after?.text}`));
    return { word, terms };
  });
}

/** Returns all terms of a text. */
export const termsOf = (text: string): string[] => [
  ...new Set(termsByWord(text).flatMap(({ terms }) => terms)),
];
