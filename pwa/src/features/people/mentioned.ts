import { foldedWords } from '../../records/fold';
import type { Row } from '../../records/kinds';

/**
 * Returns the people a text names, in its order: by full name, or by a first name that only one person here
 * has. It only looks for names, so it works in any language.
 */
export function mentioned(text: string, people: readonly Row<'person'>[]): Row<'person'>[] {
  const words = foldedWords(text);
  if (words.length === 0) return [];
  const known = people
    .map((person) => ({ person, name: foldedWords(person.fields.name ?? '') }))
    .filter(({ name }) => name.length > 0);
  const namesakes = new Map<string, number>();
  for (const { name } of known) {
    const first = name[0] as string;
    namesakes.set(first, (namesakes.get(first) ?? 0) + 1);
  }
  const at = (name: readonly string[]): number =>
    words.findIndex((_, start) => name.every((word, index) => words[start + index] === word));
  return known
    .flatMap(({ person, name }) => {
      const whole = at(name);
      const place =
        whole < 0 && namesakes.get(name[0] as string) === 1 ? at([name[0] as string]) : whole;
      return place < 0 ? [] : [{ person, place }];
    })
    .sort((a, b) => a.place - b.place || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person }) => person);
}
