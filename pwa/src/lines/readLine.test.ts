import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vocabulary } from './languages';
import { aboutKnown } from './mentions';
import { piecesOf } from './pieces';
import { readLine } from './readLine';

const box = [{ id: 'maya', name: 'Maya Chen' }];
const read = (text: string) =>
  piecesOf(text, vocabulary).map(({ line }) =>
    aboutKnown(line, readLine(line, vocabulary), box, vocabulary),
  );

test('whatever is typed, a line is read into values that the server accepts', () => {
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
