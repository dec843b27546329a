/** Prepares the words of all languages, by which lines are read, for comparison. */
import { fold } from '../records/fold';
import type { Reading } from '../texts/en/reading';

export interface Vocabulary {
  is: (kind: keyof Reading, word: string) => boolean;
  /** Returns how many words at the start are of this kind: the longest match; 0 if none. */
  leading: (kind: keyof Reading, words: readonly string[]) => number;
  /** Whether a word has an ending that names do not have. */
  isThing: (word: string) => boolean;
}

/** A few words of languages that the app does not have, so that their signs can be read. */
const OTHERS: Partial<Reading> = {
  labels: '司会 主持人',
  and: 'и і та και و そして および 그리고 및 וגם',
  nobody:
    'пароль вайфай задача встреча パスワード 暗証番号 会議 メモ 密码 密碼 会议 會議 备注 비밀번호 와이파이 회의 메모 סיסמה פגישה كلمة اجتماع',
};

const MOST_WORDS = 4;

/** Returns a word for comparison, without punctuation around it. */
export const bare = (word: string): string =>
  fold(word).replace(/^[^\p{L}\p{N}?¿]+|(?<![^\p{L}\p{N}?/.])[^\p{L}\p{N}?/.]+$|['’]/gu, '');

export function vocabularyOf(languages: readonly Reading[]): Vocabulary {
  const sets = new Map<string, Set<string>>();
  for (const language of [...languages, OTHERS])
    for (const [kind, words] of Object.entries(language)) {
      const set = sets.get(kind) ?? new Set();
      for (const word of words.split(' ')) if (word) set.add(fold(word).replaceAll('_', ' '));
      sets.set(kind, set);
    }
  // No name begins with words like "the" and "from" either.
  for (const kind of ['articles', 'from', 'about'])
    for (const word of sets.get(kind) ?? []) sets.get('opening')?.add(word);
  const is = (kind: keyof Reading, word: string): boolean => sets.get(kind)?.has(word) ?? false;
  const endings = [...(sets.get('things') ?? [])];
  return {
    is,
    leading: (kind, words) => {
      const few = words.slice(0, MOST_WORDS).map(bare);
      for (let count = few.length; count > 0; count--)
        if (is(kind, few.slice(0, count).join(' '))) return count;
      return 0;
    },
    isThing: (word) => endings.some((end) => word.length > end.length && word.endsWith(end)),
  };
}
