import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Step, Story } from './chains';
import { drawn } from './threadDrawing';

/** Makes a story of steps, each with the number of the step it comes from, and its person. */
function story(steps: [from: number, person: string][]): Story {
  const made: Step[] = [];
  for (const [from, person_id] of steps) {
    made.push({ from: made[from] ?? null, person_id, on: null } as Step);
  }
  return made;
}

it('a person keeps a lane, and the lane of an introduced person starts there', () => {
  const { knots, lanes } = drawn(
    story([
      [-1, 'maya'],
      [0, 'maya'],
      [1, 'tom'],
      [1, 'maya'],
      [2, 'tom'],
    ]),
  );
  expect(knots.map(({ lane }) => lane)).toEqual([0, 0, 1, 0, 1]);
  expect(lanes).toBe(2);
  expect(knots[1]?.below).toEqual([
    { from: 0, to: 1 },
    { from: 0, to: 0 },
  ]);
});

it('a chain of introductions needs no more than two lanes', () => {
  const chain = story([
    [-1, 'a'],
    [0, 'b'],
    [1, 'c'],
    [2, 'd'],
  ]);
  expect(drawn(chain).knots.map(({ lane }) => lane)).toEqual([0, 1, 0, 1]);
});

const anyStory = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('a', 'b', 'c', 'd')), { minLength: 1, maxLength: 30 })
  .map((steps) => story(steps.map(([from, who], row) => [row ? from % row : -1, who])));

it('each line leads from its step down to the next one, and crosses no other dot', () => {
  fc.assert(
    fc.property(anyStory, (steps) => {
      const { knots, lanes } = drawn(steps);
      expect(knots.length).toBe(steps.length);
      steps.forEach((step, row) => {
        const knot = knots[row];
        expect(knot?.lane).toBeLessThan(lanes);
        // A thread on the lane of the dot must be the dot's own thread.
        const through = (knot?.above ?? []).filter((lane) => lane === knot?.lane);
        expect(through.length > 0).toBe(step.from !== null);
        const next = knots[row + 1]?.above ?? [];
        expect((knot?.below ?? []).map(({ to }) => to).sort()).toEqual([...next].sort());
      });
    }),
  );
});
