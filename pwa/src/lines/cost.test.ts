import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growthOf, LINEAR } from '../records/costRig';
import type { Reading } from '../texts/en/reading';
import { aboutKnown } from './mentions';
import { readLine } from './readLine';
import { peopleLines } from './several';
import { vocabularyOf } from './vocabulary';

const packs = import.meta.glob<{ reading: Reading }>('../texts/*/reading.ts', { eager: true });
const vocabulary = vocabularyOf(Object.values(packs).map(({ reading }) => reading));

const box = [{ id: 'maya', name: 'Maya Chen' }];
const read = (text: string) =>
  peopleLines(text, vocabulary).map((line) =>
    aboutKnown(line, readLine(line, vocabulary), box, vocabulary),
  );

test('never makes what the server would refuse, whatever is typed', () => {
  const typed = fc.array(
    fc.oneof(
      fc.constantFrom(
        'Maya',
        ' ',
        ' — ',
        '-',
        ': ',
        '#tag',
        '#',
        ',',
        ' who ',
        'the guy',
        '–',
        '(',
        ')',
        '\n',
        '@x.example',
        '+1 555 010 0199',
        ' and ',
        '、',
        '：',
      ),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(typed, (parts) => {
      for (const { readings } of read(parts.join('')))
        for (const { people, interests } of readings) {
          expect(interests.length).toBeLessThanOrEqual(50);
          for (const { name, known_for, ...more } of people) {
            expect(name !== null || known_for !== null).toBe(true);
            for (const text of [name, known_for]) {
              expect(text?.trim()).not.toBe('');
              expect(Array.from(text ?? '').length).toBeLessThanOrEqual(200);
              expect(text ?? '').not.toMatch(/[\ue000-\ue03b]/u);
            }
            for (const tag of more.interests)
              expect(Array.from(tag).length).toBeLessThanOrEqual(60);
            for (const list of [more.emails, more.phones, more.links]) {
              expect(list?.length ?? 0).toBeLessThanOrEqual(20);
              for (const each of list ?? [])
                expect(Array.from(each).length).toBeLessThanOrEqual(320);
            }
          }
        }
    }),
    { numRuns: 300 },
  );
});

const HOSTILE = [
  'a@',
  'a',
  ' ',
  '#',
  '#a',
  '-',
  ' - ',
  '–',
  'a-',
  '.',
  'a.',
  '1',
  '1 ',
  '+',
  '(',
  '<',
  ',',
  ', ',
  'Maya, ',
  'Maya and ',
  'www.',
  'http://',
  'x/',
  '\u0301',
  'Ａ',
  '：',
  '、',
  'who ',
  'the guy ',
  'van ',
  '"',
  '佐',
  'は',
  '🎿',
  '\n',
  'Maya\n',
  '#1',
  '#a_',
  'Maya — kites; ',
  'a@a.',
  '\ue000',
];

test.each(HOSTILE)('costs by the length of the line, of %j without end', (piece) => {
  const growth = growthOf((length) => {
    const line = `Bob ${piece.repeat(length / piece.length)}`;
    readLine(line, vocabulary);
    peopleLines(line, vocabulary);
  }, 600);
  expect(growth).toBeLessThan(LINEAR);
});
