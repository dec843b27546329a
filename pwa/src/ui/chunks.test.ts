import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf } from './chunks';

const sections = fc.array(fc.nat({ max: 60 }), { maxLength: 40 }).map((sizes) =>
  sizes.map((size, section) => ({
    id: `s${section}`,
    rows: Array.from({ length: size }, (_, row) => ({ id: `${section}-${row}` })),
  })),
);

test('each row is in one chunk, in order, and no chunk is higher than a screen', () => {
  fc.assert(
    fc.property(sections, (sections) => {
      const chunks = chunksOf(sections);
      const drawn = chunks.flatMap(({ pieces }) =>
        pieces.flatMap(({ section, from, to }) => section.rows.slice(from, to)),
      );
      expect(drawn).toEqual(sections.flatMap(({ rows }) => rows));
      for (const { pieces, rows, heads } of chunks) {
        expect(rows).toBeGreaterThan(0);
        expect(rows).toBeLessThanOrEqual(16);
        expect(pieces.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(rows);
        expect(pieces.filter(({ from }) => from === 0)).toHaveLength(heads);
      }
      expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length);
    }),
  );
});

test('small sections share a chunk', () => {
  const small = Array.from({ length: 1000 }, (_, section) => ({
    id: `s${section}`,
    rows: [{ id: `${section}` }],
  }));
  expect(chunksOf(small)).toHaveLength(125);
});
