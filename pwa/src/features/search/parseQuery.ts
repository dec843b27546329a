/** Splits a question into a time, an event, and the remaining words. */

import { fold } from '../../records/fold';
import { LANGUAGES } from './languages';
import { sourceOf } from './phrases';
import { type Now, type Span, timeIn } from './timeExpressions';
import { pairsIn, wordsOf } from './tokens';

export interface Understood {
  words: string[];
  /** Words of an event's name: "at the podcast panel". */
  event: string[];
  /** The time, and the words that said it, as they were typed. */
  time: { span: Span; text: string } | undefined;
}

const SMALL = new Set(LANGUAGES.flatMap((language) => fold(language.small).split(' ')));
const AT = LANGUAGES.flatMap((language) => language.at).map(
  (phrase) => new RegExp(`(?<= |^)${sourceOf(phrase, {})}`, 'u'),
);

/** Leaves out words that need not be found, unless there are no others. */
function telling(words: string[]): string[] {
  const rest = words.filter((word) => !SMALL.has(word));
  return rest.length ? rest : words;
}

/**
 * Returns where the name of an event begins, and where the words that lead to it do; undefined if there are
 * none.
 */
function eventIn(words: readonly string[]): { lead: number; name: number } | undefined {
  const text = words.map((word) => `${word} `).join('');
  const wordAt = (place: number): number => text.slice(0, place).split(' ').length - 1;
  const leads = AT.flatMap((regex) => {
    const match = regex.exec(text);
    if (!match) return [];
    return [{ lead: wordAt(match.index), name: wordAt(match.index + match[0].length) }];
  }).filter(({ name }) => telling(words.slice(name)).some((word) => !SMALL.has(word)));
  return leads.sort((one, other) => one.lead - other.lead || other.name - one.name)[0];
}

/** Returns what has to be found of a word: in scripts without spaces, each pair of characters. */
const inside = (word: string): string[] => {
  const pairs = pairsIn(word);
  return pairs.length ? [...new Set(pairs)] : [word];
};

/** Reads no time and no event: each word has to be found. */
export const asWords = (text: string): Understood => ({
  words: wordsOf(text).flatMap((word) => inside(word.text)),
  event: [],
  time: undefined,
});

export function understand(text: string, now: Now): Understood {
  const all = wordsOf(text);
  const words = all.map((word) => word.text);
  const told = timeIn(words, now);
  const time = told && {
    span: told.span,
    text: text.slice(all[told.from]?.from, all[told.to - 1]?.to),
  };
  const before = words.slice(0, told?.from);
  const after = told ? words.slice(told.to) : [];
  // An event's name ends where the time begins; words after the time are something else.
  const found = [before, after].map((part) => {
    const event = eventIn(part);
    return event
      ? { words: part.slice(0, event.lead), event: telling(part.slice(event.name)) }
      : { words: part, event: [] };
  });
  return {
    words: telling(found.flatMap((part) => part.words)).flatMap(inside),
    event: found.flatMap((part) => part.event).flatMap(inside),
    time,
  };
}
