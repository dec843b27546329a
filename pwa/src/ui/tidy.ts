/** Typed or pasted text without what no record may hold: halves of characters, and control characters but tab and line break. */
export const tidy = (text: string): string => text.toWellFormed().replace(/(?![\t\n])\p{Cc}/gu, '');

/** A sentence that ends with what somebody is called: "Nils N." has brought the full stop along. */
export const sentence = (text: string): string => text.replace(/(?<!\.)\.\.(?!\.)/g, '.');
