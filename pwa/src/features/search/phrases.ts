/** Phrases as the catalogue writes them; see texts/en/searching.ts. */
import { fold } from '../../records/fold';

/** The source of a regular expression on folded words, each with a space behind it. */
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
