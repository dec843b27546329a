/** Compiles phrases as they are written in texts/en/searching.ts. */
import { fold } from '../../records/fold';

/** Returns the source of a regular expression for folded words, each followed by a space. */
export function sourceOf(phrase: string, slots: Record<string, string>): string {
  return phrase
    .split(' ')
    .map((token) => {
      const slot = /^\{(\w+)\}$/u.exec(token)?.[1];
      if (slot) return `(?<${slot}>${slots[slot]}) `;
      const optional = token.endsWith('?');
      const words = fold(optional ? token.slice(0, -1) : token);
      return optional ? `(?:(?:${words}) )?` : `(?:${words}) `;
    })
    .join('');
}
