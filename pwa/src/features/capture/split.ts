const BETWEEN = /[,;&+]|\band\b/iu;
const DASH = /\s[-–—]+(?:\s|$)|[–—]|:\s/u;

/** The part of a line that names people: before the first dash, or all of it. */
export function headOf(text: string): string {
  const dash = DASH.exec(text);
  return dash ? text.slice(0, dash.index) : text;
}

/** "Maya, Tom & Ada" → three names. */
export function namesIn(head: string): string[] {
  return head
    .split(BETWEEN)
    .map((name) => name.trim())
    .filter(Boolean);
}

const BULLET = /^\s*(?:[-–—•*·‣▪◦]|\d{1,3}[.)])\s+/u;
/** Longer than any list of people; a text of more lines is a text. */
const MOST_LINES = 500;

/** The lines of a list, without bullets and numbers; of a text that is no list, none. */
export function linesIn(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.replace(BULLET, '').trim())
    .filter(Boolean);
  return lines.length > 1 && lines.length <= MOST_LINES ? lines : [];
}

/** The name that is being typed: the last one before the dash, and where in the text it starts. */
export function lastName(text: string): { name: string; start: number } {
  const head = headOf(text);
  const parts = head.split(BETWEEN);
  const last = parts.at(-1) ?? '';
  const start = head.length - last.length;
  return { name: last.trim(), start: start + (last.length - last.trimStart().length) };
}

/** The text with the name that was being typed written out in full. */
export function withName(text: string, full: string): string {
  const { name, start } = lastName(text);
  const rest = text.slice(start + name.length);
  return `${text.slice(0, start)}${full}${rest || ' '}`;
}
