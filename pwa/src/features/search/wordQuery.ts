/** How a word is searched: in which fields, and with which typing mistakes. Pure. */
import type { QueryCombination } from 'minisearch';
import type { Field } from './documents';
import { familyOf } from './tokens';

/** Returns the fields to search: a single letter is searched in titles only. */
const fieldsFor = (word: string): Field[] => (word.length === 1 ? ['title'] : ['title', 'known']);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Returns the word with each two neighbouring letters swapped: a mistake that MiniSearch counts as two. */
const swapped = (word: string): string[] =>
  [...word].flatMap((letter, index, letters) => {
    const next = letters[index + 1];
    return next && next !== letter ? [letters.toSpliced(index, 2, next, letter).join('')] : [];
  });

/** Returns the words with one letter more, less or replaced. The first letter is seldom wrong. */
export function nearTo(word: string): Set<string> {
  const letters = Array.from(word);
  const near = new Set(swapped(word));
  for (let at = 1; at <= letters.length; at++) {
    near.add(letters.toSpliced(at, 1).join(''));
    for (const letter of LETTERS) {
      near.add(letters.toSpliced(at, 0, letter).join(''));
      near.add(letters.toSpliced(at, 1, letter).join(''));
    }
  }
  return near;
}

/** Returns how many typing mistakes to allow in a word. */
export type Mistakes = (word: string) => number;
export const none: Mistakes = () => 0;
export const likely: Mistakes = ({ length }) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/** Returns the query for one word: as a beginning, or another form of it, also with typing mistakes. */
export function wordQuery(word: string, mistakes: Mistakes, fields?: Field[]): QueryCombination {
  const long = word.length >= 3;
  const fuzzy = mistakes(word);
  const within = fields && { fields };
  const term = (each: string) => ({ queries: [each], ...within });
  return {
    combineWith: 'OR',
    queries: [
      { ...term(word), ...(long && { prefix: true }), ...(fuzzy && { fuzzy }) },
      ...(long ? [] : [{ queries: [word], fields: fields ?? fieldsFor(word), prefix: true }]),
      ...familyOf(word).map(term),
      ...(fuzzy ? swapped(word).map(term) : []),
    ],
  };
}
