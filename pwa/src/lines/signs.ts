/** The signs that separate a name from what is said about it. Pure. */

/** Full-width signs, and the ordinary ones they stand for. */
const WIDE: Record<string, string> = {
  '：': ': ',
  '；': '; ',
  '（': ' (',
  '）': ') ',
  '＃': '#',
  '／': '/',
  '｜': ' | ',
  '＆': '&',
  '＋': '+',
  '－': ' - ',
  '＝': ' = ',
  '＠': '@',
  '\t': ' — ',
};

/** Signs between a name and what is said about it. */
export const SIGN =
  /(?<=^|\s)[-–—~]{1,3}(?=\s|$)|(?<!\p{N})[–—]{1,3}|[–—]{1,3}(?!\p{N})|(?<=\s)-(?=[\p{L}"“])|(?<=\p{L})-(?=\s(?!und |y |and ))|(?<!\d):(?!\/\/)|:(?![\d/])|->|=>|→|(?<=\s)=(?=\s)|(?<=\s)\|(?=\s)|(?:\.{3}|…)(?=\s*\S)/u;
export const COMMA = /[,;，、،؛]|\s\/\s/u;
export const BULLET = /^\s*(?:[•·▪◦‣☐☑✓*+-]|\d{1,3}[.)]|\[[ xX]?\])\s+/u;
export const EMOJI = /^\p{Extended_Pictographic}/u;

/** Removes brackets, commas and spaces that are left at the ends of a text after a part was taken out. */
export const tidied = (text: string): string =>
  text
    .replace(/[<([][\s,;]*[>)\]]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;|/]+/u, '')
    .trimEnd()
    .replace(/(?:[,;|/([<]| [-–—:])$/u, '')
    .trim();

/** Replaces full-width signs by ordinary ones. */
export const narrowed = (text: string): string =>
  text.replace(/[：；（）＃／｜＆＋－＝＠\t]/gu, (sign) => WIDE[sign] as string);
