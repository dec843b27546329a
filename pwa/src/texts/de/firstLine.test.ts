import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type About, lineOf } from '../firstLines';
import { firstLines } from './firstLine';

const maya: About = {
  name: 'Maya Chen',
  known_for: 'fährt Wasserski, zieht nach Lissabon',
  interests: ['segeln'],
  event: 'Hafentreff',
  days_ago: 1,
};
const lines = (about: Partial<About>) => {
  const { start, endings } = firstLines({ ...maya, ...about });
  return endings.map((ending) => lineOf(start, ending));
};

test('sagt, wo wir uns begegnet sind und was erzählt wurde, nichts über uns', () => {
  expect(lines({})).toEqual([
    'Hallo Maya, schön, dass wir uns gestern Abend beim Hafentreff begegnet sind. Du fährst Wasserski: Das ist mir im Kopf geblieben.',
    'Hallo Maya, schön, dass wir uns gestern Abend beim Hafentreff begegnet sind. Unser Gespräch über Segeln hat mir Spaß gemacht.',
    'Hallo Maya, schön, dass wir uns gestern Abend beim Hafentreff begegnet sind. Ich bin gespannt, wie deine Woche läuft.',
    'Hallo Maya, schön, dass wir uns gestern Abend beim Hafentreff begegnet sind.',
  ]);
});

test.each([
  ['bloggt über Marathons', 'Du bloggst über Marathons:'],
  ['hat ein Boot', 'Du hast ein Boot:'],
  ['ist Imkerin', 'Du bist Imkerin:'],
  ['arbeitet auf einer Werft', 'Du arbeitest auf einer Werft:'],
  ['tanzt Tango und spielt Cello', 'Du tanzt Tango und spielst Cello:'],
  ['liest ihren Kindern vor', 'Du liest deinen Kindern vor:'],
  ['Kocht mit seiner Oma', 'Du kochst mit deiner Oma:'],
  ['mag ihr Boot', 'Du magst dein Boot:'],
])('aus „%s“ wird „%s …“', (known_for, sentence) => {
  expect(lines({ known_for })[0]).toContain(sentence);
});

test.each(['nett', 'mit Hund', 'Imkerin', 'verliebt in Paris', 'water-skis', 'läuft'])(
  'aus „%s“ wird kein Satz',
  (known_for) => {
    expect(lines({ known_for })[0]).toContain('Unser Gespräch über Segeln');
  },
);

test.each([
  [0, 'dass wir uns heute beim'],
  [4, 'dass wir uns neulich beim'],
  [30, 'dass wir uns beim'],
  [400, 'begegnet sind, auch wenn es eine Weile her ist.'],
])('%s Tage danach', (days_ago, part) => {
  expect(lines({ days_ago })[0]).toContain(part);
});

test('gelingt auch ohne Namen, Ort und alles', () => {
  const nobody = { name: null, known_for: null, interests: [], event: null, days_ago: null };
  expect(lines(nobody)).toEqual([
    'Hallo, schön, dass wir uns begegnet sind. Ich bin gespannt, wie deine Woche läuft.',
    'Hallo, schön, dass wir uns begegnet sind.',
  ]);
});

test('was auch immer notiert wurde, es gibt zwei bis vier ganze Zeilen', () => {
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(text, text, fc.array(text), text, (name, known_for, interests, event) => {
      const said = lines({
        name,
        known_for,
        interests: interests.map((interest) => interest ?? ''),
        event,
      });
      expect([2, 3, 4]).toContain(new Set(said).size);
      for (const line of said) expect(line).toMatch(/^Hallo.*[.]$/s);
    }),
  );
});
