import { decomposed } from './text';

/** Letters that Unicode does not take apart. */
const WHOLE: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Without case and accents: as the search, the line of capture and the duplicates compare words. */
export const fold = (text: string): string =>
  decomposed(text.toLowerCase())
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđðþæœı]/gu, (letter) => WHOLE[letter] as string);

/** The words of a text, folded. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
