/** Finds and completes the name that is being typed. */
import { vocabulary } from '../../lines/languages';

const SIGN = /\s[-–—]+(?:\s|$)|[–—]|:(?:\s|$)|[：]/u;
const BETWEEN = /[,;&+、，،；]/u;

/** Returns the last name, after a separator of names, and where in the text it starts. */
export function lastName(text: string): { name: string; start: number } {
  const sign = SIGN.exec(text);
  const head = sign ? text.slice(0, sign.index) : text;
  let start = 0;
  for (let at = 0; at < head.length; at++) if (BETWEEN.test(head[at] as string)) start = at + 1;
  for (const { 0: word, index } of head.matchAll(/\S+/gu))
    if (index >= start && vocabulary.is('and', word.toLowerCase())) start = index + word.length;
  const last = head.slice(start);
  return { name: last.trim(), start: start + (last.length - last.trimStart().length) };
}

/** Returns the text with the name that is being typed written out in full. */
export function withName(text: string, full: string): string {
  const { name, start } = lastName(text);
  const rest = text.slice(start + name.length);
  return `${text.slice(0, start)}${full}${rest || ' '}`;
}
