import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type About, lineOf } from '../firstLines';
import { firstLines } from './firstLine';

const maya: About = {
  name: 'Maya Chen',
  known_for: 'hace esquí acuático, se muda a Lisboa',
  interests: ['vela'],
  event: 'Encuentro del puerto',
  days_ago: 1,
};
const lines = (about: Partial<About>) => {
  const { start, endings } = firstLines({ ...maya, ...about });
  return endings.map((ending) => lineOf(start, ending));
};

test('dice dónde fue el encuentro y qué contó, nada sobre nosotros', () => {
  expect(lines({})).toEqual([
    '¡Hola, Maya! Me alegró mucho conocerte anoche en el Encuentro del puerto. Me encantó saber que haces esquí acuático.',
    '¡Hola, Maya! Me alegró mucho conocerte anoche en el Encuentro del puerto. Me gustó mucho hablar contigo de vela.',
    '¡Hola, Maya! Me alegró mucho conocerte anoche en el Encuentro del puerto. Me encantará saber qué tal te va la semana.',
    '¡Hola, Maya! Me alegró mucho conocerte anoche en el Encuentro del puerto.',
  ]);
});

test.each([
  ['escribe sobre maratones', 'que escribes sobre maratones.'],
  ['tiene un barco', 'que tienes un barco.'],
  ['es apicultora', 'que eres apicultora.'],
  ['se muda a Lisboa', 'que te mudas a Lisboa.'],
  ['está aprendiendo euskera', 'que estás aprendiendo euskera.'],
  ['Baila tango y toca el chelo', 'que bailas tango y tocas el chelo.'],
  ['juega al ajedrez con su hija', 'que juegas al ajedrez con tu hija.'],
])('de «%s» sale «%s»', (known_for, sentence) => {
  expect(lines({ known_for })[0]).toContain(`Me encantó saber ${sentence}`);
});

test.each(['apicultora', 'cocina tailandesa', 'nada', 'water-skis', 'baila', 'muy alta'])(
  'de «%s» no sale ninguna frase',
  (known_for) => {
    expect(lines({ known_for })[0]).toContain('hablar contigo de vela');
  },
);

test.each([
  [0, 'conocerte hoy en'],
  [4, 'conocerte el otro día en'],
  [30, 'conocerte en'],
  [400, 'puerto, aunque ya haya pasado un tiempo.'],
])('%s días después', (days_ago, part) => {
  expect(lines({ days_ago })[0]).toContain(part);
});

test('sirve también sin nombre ni lugar ni nada', () => {
  const nobody = { name: null, known_for: null, interests: [], event: null, days_ago: null };
  expect(lines(nobody)).toEqual([
    '¡Hola! Me alegró mucho conocerte. Me encantará saber qué tal te va la semana.',
    '¡Hola! Me alegró mucho conocerte.',
  ]);
});

test('se haya apuntado lo que se haya apuntado, hay de dos a cuatro líneas enteras', () => {
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
      for (const line of said) expect(line).toMatch(/^¡Hola.*[.]$/s);
    }),
  );
});
