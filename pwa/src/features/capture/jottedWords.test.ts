import { expect, test } from 'vitest';
import type { Row } from '../../records/kinds';
import { wordsOf } from './jottedWords';

const note = (body: string) => ({ fields: { body } }) as Row<'note'>;
const person = (name: string | null, known_for: string | null, ...interests: string[]) =>
  ({ fields: { name, known_for, interests } }) as Row<'person'>;

test.each([
  ['Maya — water-skis #sailing', person('Maya', 'water-skis', 'sailing'), 'water-skis #sailing'],
  ['Maya lent me her boat', person('Maya', 'water-skis', 'sailing'), 'Maya lent me her boat'],
  ['the woman with the greyhounds', person(null, 'the woman with the greyhounds'), ''],
  ['the one with the bees #bees', person(null, 'the one with the bees', 'bees'), '#bees'],
  ['the one with bees sings', person(null, 'the one with bees'), 'the one with bees sings'],
])('the words below the name in “%s”', (body, who, words) => {
  expect(wordsOf(note(body), who)).toBe(words);
});
