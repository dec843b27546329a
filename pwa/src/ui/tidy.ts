/**
 * Removes from typed or pasted text what no record may contain: half surrogate pairs, and control characters
 * except tab and line break.
 */
export const tidy = (text: string): string => text.toWellFormed().replace(/(?![\t\n])\p{Cc}/gu, '');

/** Removes a double full stop at the end of a sentence, as after the name "Nils N.". */
export const sentence = (text: string): string => text.replace(/(?<!\.)\.\.(?!\.)/g, '.');
