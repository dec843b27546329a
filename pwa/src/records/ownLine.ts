/**
 * First lines of one's own, to write to people with. They are cards of the deck `opener` that have a gap
 * for a name: so they sync, are exported and lie in the trash like any card, and no card that is to be
 * said aloud at a party looks like that. See docs/decisions/first-lines.md.
 */
const NAME = '{name}';
const EVENT = '{event}';

/** Whether a card's text is a line to write, not one to say. */
export const isOwnLine = (text: string): boolean => text.includes(NAME);

interface Whom {
  /** How they are greeted; empty when nobody knows their name. */
  name: string;
  /** Where they were met; empty when nobody knows. */
  event: string;
}

const replaced = (text: string, part: string, by: string): string =>
  part ? text.replaceAll(part, by) : text;

/** A line that was written to somebody, made one for others. One that greets nobody begins with the name. */
export function lineFrom(text: string, { name, event }: Whom): string {
  const line = replaced(replaced(text.trim(), event, EVENT), name, NAME);
  return isOwnLine(line) ? line : `${NAME}, ${line}`;
}

/** A text without its gaps, and without what leads to each and what closes it. */
const without = (text: string, gap: string, before: RegExp, after?: RegExp): string =>
  text
    .split(gap)
    .map((part, index, parts) => {
      const rest = index > 0 && after ? part.replace(after, '') : part;
      return index < parts.length - 1 ? endCut(rest, before) : rest;
    })
    .join('');

/** Of the end of a text what a pattern finds there; looked for in its last characters alone. */
function endCut(text: string, end: RegExp): string {
  const [start, last] = [text.slice(0, -40), text.slice(-40)];
  return start + last.replace(end, '');
}

/** The line for somebody; what is not known about them leaves no hole. */
export function lineFor(line: string, { name, event }: Whom): string {
  let text = line;
  if (!event)
    text = without(text, EVENT, /\s{0,9}(?:(?<!\p{L})\p{L}{1,20}\s{1,9})?[“"„«]?$/u, /^[”"“»]/u);
  if (!name) text = without(text, NAME, /[,\s]{1,9}$/u).replace(/^[,\s]+/u, '');
  text = text.replaceAll(EVENT, event).replaceAll(NAME, name).trim();
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
