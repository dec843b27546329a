/** Finds `#tags` in a line. */
const LONGEST = 60;
const MOST = 50;

/** `#` before a word with a letter; not the "#" of "C#", and not "#1". */
const TAG = /(?<=^|\s)#(?=[\p{N}_-]{0,60}\p{L})([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])/gu;
const TAG_WORD = /^#(?=[\p{N}_-]{0,60}\p{L})[\p{L}\p{M}\p{N}_-]+[,;.]?$/u;

/** Returns each tag once, ignoring case. */
export function tagsIn(text: string): string[] {
  const tags = new Map<string, string>();
  for (const [, tag = ''] of text.matchAll(TAG)) {
    const key = tag.toLowerCase();
    if (Array.from(tag).length <= LONGEST && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()].slice(0, MOST);
}

/** Returns the text without its tags: all, or those at its ends. */
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

/** Returns the text without the tags at its ends; those inside become ordinary words. */
export const wordsOfTags = (text: string): string => withoutTags(text, 'edges').replace(TAG, '$1');
