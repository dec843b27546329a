/** How close the words that were found are to those that were asked for. Nothing else counts. */
import { familyOf } from './tokens';

/** The terms of a document that were found, with the fields they stand in. */
export type Match = Record<string, string[]>;

const SAME = 4;
const FAMILY = 3;
const BEGINNING = 2;
const MISTYPED = 1;
/** Found in what somebody or something is called. */
const CALLED = 0.5;

/** How close a term is to each of some words. */
function closenessTo(words: readonly string[]): (term: string) => number[] {
  const asked = words.map((word, index) => ({
    word,
    family: familyOf(word),
    // "water ski" is as good as "waterskiing".
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
 * Says how like a document is: for each word that was asked for its closest term, a little more where
 * it is what somebody or something is called. A word that is only found as one mistyped counts least.
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
