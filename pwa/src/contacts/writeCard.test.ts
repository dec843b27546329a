import { expect, test } from 'vitest';
import cases from '../../../tests/vectors/cards_out.json';
import { contactsIn } from './vcards';
import { writeCard } from './writeCard';

const UID = '5f0c1b1e-0000-4000-8000-00000000a11c';

const again = (card: string): string => {
  const [one] = contactsIn(new TextEncoder().encode(card)).people;
  if (!one) throw new Error('nobody');
  return writeCard(one, one.text, UID);
};

test.each(cases)('$about is written in the same bytes as on the server', ({ card, out }) => {
  expect(again(card)).toBe(out);
  expect(again(out)).toBe(out);
});
