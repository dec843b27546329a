/** The signs that separate a name from what is said about it. Pure. */

/** Signs between a name and what is said about it. */
export const SIGN =
  /(?<=^|\s)[-–—~]{1,3}(?=\s|$)|(?<!\p{N})[–—]{1,3}|[–—]{1,3}(?!\p{N})|(?<=[\s\p{sc=Han}가-힣])-(?=[\p{L}"“])|(?<=\p{L})-(?=\s(?!und |y |and ))|(?<!\d):(?!\/\/)|:(?![\d/])|->|=>|→|(?<=\s)=(?=\s)|(?<=\s)\|(?=\s)|(?:\.{3}|…)(?=\s*\S)/u;
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

/** How much further on in Unicode the full-width form of a sign is. */
const WIDER = 0xfee0;

/** Replaces full-width signs by ordinary ones, with the spaces that those have around them. */
export const narrowed = (text: string): string =>
  text
    .replace(/\t/gu, ' — ')
    .replace(/[（｜－＝]/gu, ' $&')
    .replace(/[：；）｜－＝]/gu, '$& ')
    .replace(/[：；（）＃／｜＆＋－＝＠]/gu, (sign) =>
      String.fromCharCode(sign.charCodeAt(0) - WIDER),
    );
