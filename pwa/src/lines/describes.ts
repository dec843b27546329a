import { isName } from './names';
import { bare, type Vocabulary } from './vocabulary';

/** Whether a text describes somebody instead of naming them. */
export function describes(text: string, vocabulary: Vocabulary): boolean {
  const is = (kind: Parameters<Vocabulary['is']>[0], word: string): boolean =>
    vocabulary.is(kind, bare(word));
  const words = text.split(' ', 12);
  const [first = '', second = ''] = words;
  if (text.endsWith('人') && /\p{Script=Hiragana}/u.test(text)) return true;
  if (words.slice(0, 4).some((word) => is('happened', word))) return false;
  const key = bare(first);
  if (
    words.length > 1 &&
    (is('somebody', first) || vocabulary.is('somebody', key.replace(/s$/u, '')))
  )
    return true;
  const noun = words.slice(0, 5).findIndex((word) => is('nouns', word));
  if (is('articles', first)) {
    if (is('nobody', second)) return false;
    const who = words.some((word) => is('who', word) || is('whoAfterComma', word));
    return noun > 0 || (who && words.length > 3) || (words.length > 1 && words.length <= 5);
  }
  const next = words[noun + 1] ?? '';
  if (noun === 0) return next !== '' && !isName(next, vocabulary);
  return noun === 1 && /^\p{Ll}/mu.test(`${first}\n${second}`) && !is('and', first) && key !== 'no';
}
