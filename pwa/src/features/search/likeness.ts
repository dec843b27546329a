/** How similar the found words are to those asked for. Nothing else counts. */
import { familyOf } from './tokens';

/** The terms of a document that were found, and their fields. */
export type Match = Record<string, string[]>;

const SAME = 4;
const FAMILY = 3;
const BEGINNING = 2;
const MISTYPED = 1;
/** The bonus for a match in the name of a person or an event. */
const CALLED = 0.5;

/** Returns a function: how similar a term is to each of these words. */
function closenessTo(words: readonly string[]): (term: string) => number[] {
  const asked = words.map((word, index) => ({
    word,
    family: familyOf(word),
    // "water ski" matches "waterskiing" as well as one word does.
    joined: [`${words[index - 1] ?? ''}${word}`, `${word}${words[index + 1] ?? ''}`].filter(
      (join) => join !== word,
    ),
  }));
  const known = new Map<string, number[]>();
  return (term) => {
    let close = known.get(term);
    if (!close) {
      close = asked.map(({ word, family, joined }) => {
        if (term === word) return SAME;
        if (family.includes(term) || joined.some((join) => term.startsWith(join))) return FAMILY;
        return term.startsWith(word) ? BEGINNING : 0;
      });
      known.set(term, close);
    }
    return close;
  };
}

/**
 * Returns a function that rates a match: for each word of the question, the most similar term counts, and a
 * little more if it is in a name. A word found only with a typing mistake counts least.
 */
export function likenessTo(words: readonly string[]): (match: Match) => number {
  const closeness = closenessTo(words);
  const best = new Float64Array(words.length);
  return (match) => {
    best.fill(MISTYPED);
    for (const term in match) {
      const close = closeness(term);
      const fields = match[term] as string[];
      const more = fields.includes('title') || fields.includes('known') ? CALLED : 0;
      for (let word = 0; word < best.length; word++) {
        const here = close[word] as number;
        if (here && here + more > (best[word] as number)) best[word] = here + more;
      }
    }
    return best.reduce((sum, each) => sum + each, 0);
  };
}
