import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { sync } from '../../texts/sync';
import { reasonOf } from './reasons';

const server = (file: string): string =>
  readFileSync(new URL(`../../../../server/${file}`, import.meta.url), 'utf8');

/** The server's messages about a field, with a value in each gap. */
const said = [
  ...server('records/values.py').matchAll(/ValueError\(f?"([^"]+)"\)/gu),
  ...server('records/kinds.py').matchAll(/(?:ValueError\(|\[name\] = f|name: )"([^"]+)"/gu),
  ...server('sync/validate.py').matchAll(/(?:Rejected\(\{\w+|"\w+"|name): f?"([^"]+)"/gu),
].map(([, sentence = '']) =>
  sentence.replace(/\{error\}/u, 'must be text').replace(/\{.+?\}/gu, '7'),
);

test('each reason of the server has a text in the app', () => {
  const other = vi.spyOn(sync.needsYou.reasons, 'other');
  for (const sentence of said) reasonOf(sentence);
  expect(said.length).toBeGreaterThan(20);
  expect(other.mock.calls).toEqual([]);
});

test.each([
  ['may have 200 characters, this has 214', 'may have 200 characters, this has 214'],
  ['entry 3 may have 60 characters, this has 61', 'entry 3: may have 60 characters, this has 61'],
  ['is a date that does not exist', 'is not a day of the calendar, like 2026-11-24'],
  ['must be in the first change of a record', 'is missing'],
  ['never changes', 'cannot be changed any more'],
  [
    'this account may hold 200000 records',
    'the account is full: it may hold 200000 records. Delete some to make room',
  ],
  ['this account may hold 512 megabytes', 'the account is full: it may hold 512 megabytes'],
  ['must be a UUID', 'is of a form that the server does not understand'],
  ['is something new', 'is something new'],
])('"%s" is shown as "%s"', (detail, words) => {
  expect(reasonOf(detail)).toBe(words);
});
