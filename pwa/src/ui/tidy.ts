/** Typed or pasted text without what no record may hold: halves of characters, and control characters but tab and line break. */
export const tidy = (text: string): string => text.toWellFormed().replace(/(?![\t\n])\p{Cc}/gu, '');
