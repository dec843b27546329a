/** The signs that part a line as people type it: what is a name, and what is said. Pure. */

/** The signs of full width that part words, as they stand on other keyboards. */
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

/** What parts a name from what is said of it, wherever it stands. */
export const SIGN =
  /(?<=^|\s)[-–—~]{1,3}(?=\s|$)|(?<!\p{N})[–—]{1,3}|[–—]{1,3}(?!\p{N})|(?<=\s)-(?=[\p{L}"“])|(?<=\p{L})-(?=\s(?!und |y |and ))|(?<!\d):(?!\/\/)|:(?![\d/])|->|=>|→|(?<=\s)=(?=\s)|(?<=\s)\|(?=\s)|(?:\.{3}|…)(?=\s*\S)/u;
export const COMMA = /[,;，、،؛]|\s\/\s/u;
export const BULLET = /^\s*(?:[•·▪◦‣☐☑✓*+-]|\d{1,3}[.)]|\[[ xX]?\])\s+/u;
export const EMOJI = /^\p{Extended_Pictographic}/u;

/** A text without the brackets, commas and blanks that stay when a part of it was taken out. */
export const tidied = (text: string): string =>
  text
    .replace(/[<([][\s,;]*[>)\]]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;|/]+/u, '')
    .trimEnd()
    .replace(/(?:[,;|/([<]| [-–—:])$/u, '')
    .trim();

/** A text with the signs of other keyboards as they stand on ours. */
export const narrowed = (text: string): string =>
  text.replace(/[：；（）＃／｜＆＋－＝＠\t]/gu, (sign) => WIDE[sign] as string);
