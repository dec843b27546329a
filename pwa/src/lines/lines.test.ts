import { describe, expect, test } from 'vitest';
import vectors from '../../../tests/vectors/lines.json';
import { vocabulary } from './languages';
import { aboutKnown } from './mentions';
import { piecesOf } from './pieces';
import { readLine } from './readLine';
import type { ReadPerson } from './readPerson';

type Vector = (typeof vectors)[number] & { [key: string]: unknown };

/** Without empty fields. */
const shown = (people: readonly Partial<ReadPerson>[]) =>
  people.map((person) =>
    Object.fromEntries(
      Object.entries(person).filter(([, value]) => (Array.isArray(value) ? value.length : value)),
    ),
  );

function read({ line, known = [] }: Vector) {
  const box = known.map((name, id) => ({ id: `${id}`, name }));
  const all = piecesOf(line, vocabulary).map(({ line: each }) =>
    aboutKnown(each, readLine(each, vocabulary), box, vocabulary),
  );
  return {
    people: shown(all.flatMap(({ readings: [first] }) => first?.people ?? [])),
    about: all.flatMap(({ about }) => about.map(({ name }) => name)).sort(),
    offers: all.flatMap(({ offers }) => offers.map(({ name }) => name)).sort(),
    interests: all.flatMap(({ readings: [first] }) => first?.interests ?? []),
    others: all.flatMap(({ readings }) => readings.map(({ people }) => shown(people))),
  };
}

const swapped = (people: ReturnType<typeof shown>) =>
  people.map(({ name, known_for, ...rest }) => ({
    ...(known_for ? { name: known_for } : {}),
    ...(name ? { known_for: name } : {}),
    ...rest,
  }));

describe('each typed line is read as the examples say', () => {
  test.each(vectors as Vector[])('$line', (vector) => {
    const { others, interests, ...rest } = read(vector);
    expect(rest).toEqual({
      people: vector.people,
      about: [...(vector.about ?? [])].sort(),
      offers: [...(vector.offers ?? [])].sort(),
    });
    if (!vector.people.length) expect(interests).toEqual(vector.interests ?? []);
    for (const other of vector.or ?? [])
      expect([...others, ...others.map(swapped)]).toContainEqual(other);
  });
});
