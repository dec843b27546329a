import { shortened } from '../records/shortened';
import { tidied } from './punctuation';
import { MARK, type Reach, type Taken } from './reach';
import { tagsIn, withoutTags, wordsOfTags } from './tags';
import { bare, type Vocabulary } from './vocabulary';

export interface ReadPerson extends Partial<Reach> {
  name: string | null;
  known_for: string | null;
  interests: string[];
}

/** `part`: the text with the person's tags, addresses and numbers. */
export type PersonReader = (name: string, known: string, part: string) => ReadPerson;

/** Returns what cleans the texts found for a person. `taken`: the addresses and numbers of the line. */
export function personReader(vocabulary: Vocabulary, taken: Taken): PersonReader {
  return (name, known, part) => {
    const reach = Object.entries(taken.of(part)).filter(([, list]) => list.length > 0);
    const called = tidied(withoutTags(name).replace(MARK, ' ')).replace(/[?:]$/u, '');
    const said = tidied(unlabelled(known, vocabulary));
    return {
      name: called ? shortened(called) : null,
      known_for: wordsOfTags(said) ? shortened(wordsOfTags(said)) : null,
      interests: tagsIn(part),
      ...Object.fromEntries(reach),
    };
  };
}

/** Returns the text without addresses, numbers, and the words that lead to them. */
function unlabelled(text: string, vocabulary: Vocabulary): string {
  const words = text
    .replace(/[\ue000-\ue03b]/gu, ' $& ')
    .split(' ')
    .filter(Boolean);
  const kept: string[] = [];
  for (const word of words) {
    if (!/[\ue000-\ue03b]/u.test(word)) kept.push(word);
    else {
      while (
        vocabulary.is('reach', bare(kept.at(-1) ?? '')) ||
        /^[,;|:/-]$/u.test(kept.at(-1) ?? '')
      )
        if (kept.pop()?.startsWith('(')) kept.push('(');
    }
  }
  return kept.join(' ');
}
