/** `#tags` in a line. */
const LONGEST = 60;
const MOST = 50;

/** A word that carries a letter, after `#`; not the "#" of "C#", not "#1". */
const TAG = /(?<=^|\s)#(?=[\p{N}_-]{0,60}\p{L})([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])/gu;
const TAG_WORD = /^#(?=[\p{N}_-]{0,60}\p{L})[\p{L}\p{M}\p{N}_-]+[,;.]?$/u;

/** Each tag once, whatever its case. */
export function tagsIn(text: string): string[] {
  const tags = new Map<string, string>();
  for (const [, tag = ''] of text.matchAll(TAG)) {
    const key = tag.toLowerCase();
    if (Array.from(tag).length <= LONGEST && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()].slice(0, MOST);
}

/** The text without its tags: all of them, or those at its edges alone. */
export function withoutTags(text: string, where: 'all' | 'edges' = 'all'): string {
  const words = text.split(' ');
  const isTag = (word = ''): boolean => TAG_WORD.test(word);
  if (where === 'all')
    return words
      .filter((word) => !isTag(word))
      .join(' ')
      .trim();
  let [from, to] = [0, words.length];
  while (to > 0 && isTag(words[to - 1])) to--;
  while (from < to && isTag(words[from])) from++;
  return words.slice(from, to).join(' ').replace(/[,;]$/u, '').trim();
}

/** The text with tags at its end gone, and those within it as words of the sentence. */
export const wordsOfTags = (text: string): string => withoutTags(text, 'edges').replace(TAG, '$1');
