import { expect, test } from 'vitest';
import type { Card } from './arrange';
import { handfulOf, shownOf } from './handfulOf';

const met = (count: number): Card[] =>
  Array.from({ length: count }, (_, id) => ({ followup: { id: `${id}` } }) as unknown as Card);
const ids = (cards: readonly Card[]): string => cards.map(({ followup }) => followup.id).join(' ');

test('of forty people the first nine are shown, and the others are folded away', () => {
  const cards = met(40);
  const { here, others } = shownOf(cards, handfulOf(cards));
  expect(ids(here)).toBe('0 1 2 3 4 5 6 7 8');
  expect(others).toHaveLength(31);
});

test('nobody moves up when one is answered', () => {
  const cards = met(40);
  const open = handfulOf(cards);
  expect(ids(shownOf(cards.slice(2), open).here)).toBe('2 3 4 5 6 7 8');
  expect(shownOf(cards.slice(9), open).here).toEqual([]);
});

test('twelve are shown at once, because folding would save only three', () => {
  const cards = met(12);
  expect(shownOf(cards, handfulOf(cards))).toEqual({ here: cards, others: [] });
  const one = [...cards, ...met(14).slice(12)];
  expect(shownOf(one, handfulOf(one)).others).toHaveLength(5);
});

test('a person restored by undo is shown at the same place', () => {
  const cards = met(20);
  const open = handfulOf(cards);
  shownOf(cards.slice(1), open);
  expect(ids(shownOf(cards, open).here)).toBe('0 1 2 3 4 5 6 7 8');
});
