import { decomposed } from './text';

/** Letters that Unicode normalisation does not decompose. */
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

/** Removes case and accents. Search, capture and duplicates compare words by this. */
export const fold = (text: string): string =>
  decomposed(text.toLowerCase())
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđðþæœı]/gu, (letter) => WHOLE[letter] as string);

/** Returns the words of a text, folded. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
