/** Control characters but tab and line break: the server keeps none, and nobody types them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/**
 * Text as the server keeps it: in NFC, without the control characters that come along with a paste, and
 * with U+FFFD for half a character, which a text cut in the middle of an emoji ends with.
 */
export const keepable = (text: string): string =>
  text.replace(CONTROLS, '').toWellFormed().normalize('NFC');

/** An entry of a list as it is held against others: neither case nor edges make a difference. */
export const folded = (text: string): string => text.trim().toLowerCase();
