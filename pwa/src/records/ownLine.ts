/**
 * First lines of the user's own, to write to people. They are cards of the deck `opener` with a placeholder
 * for the name. So they sync, are exported and deleted like any card, and no card that is said aloud contains
 * the placeholder. See docs/decisions/first-lines.md.
 */
const NAME = '{name}';
const EVENT = '{event}';

/** Whether a card's text is a line to write, and not one to say. */
export const isOwnLine = (text: string): boolean => text.includes(NAME);

interface Whom {
  /** The name in the greeting; empty if unknown. */
  name: string;
  /** The event's name; empty if unknown. */
  event: string;
}

const replaced = (text: string, part: string, by: string): string =>
  part ? text.replaceAll(part, by) : text;

/**
 * Makes a line for others of one that was written to somebody. A line without a greeting begins with the
 * name.
 */
export function lineFrom(text: string, { name, event }: Whom): string {
  const line = replaced(replaced(text.trim(), event, EVENT), name, NAME);
  return isOwnLine(line) ? line : `${NAME}, ${line}`;
}

/** Removes a placeholder, with the words before it and the punctuation after it. */
const without = (text: string, gap: string, before: RegExp, after?: RegExp): string =>
  text
    .split(gap)
    .map((part, index, parts) => {
      const rest = index > 0 && after ? part.replace(after, '') : part;
      return index < parts.length - 1 ? endCut(rest, before) : rest;
    })
    .join('');

/** Returns what a pattern matches at the end of a text. Searches its last characters only. */
function endCut(text: string, end: RegExp): string {
  const [start, last] = [text.slice(0, -40), text.slice(-40)];
  return start + last.replace(end, '');
}

/** Returns the line for somebody. Placeholders for unknown values are removed. */
export function lineFor(line: string, { name, event }: Whom): string {
  let text = line;
  if (!event)
    text = without(text, EVENT, /\s{0,9}(?:(?<!\p{L})\p{L}{1,20}\s{1,9})?[“"„«]?$/u, /^[”"“»]/u);
  if (!name) text = without(text, NAME, /[,\s]{1,9}$/u).replace(/^[,\s]+/u, '');
  text = text.replaceAll(EVENT, event).replaceAll(NAME, name).trim();
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
