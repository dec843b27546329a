import type * as en from '../en/introductions';
import { listed } from './index';

interface Met {
  name: string;
  known_for: string;
}
const about = ({ name, known_for }: Met) => (known_for ? [`${name}: ${known_for}.`] : []);

export const introductions: typeof en.introductions = {
  title: '¿Quién más?',
  about: 'Dos de tus personas que comparten algo y quizá aún no se conocen.',
  none: 'Ahora mismo no hay a quién presentar',
  noneText:
    'Apunta lo que le gusta a cada cual. En cuanto dos personas lo compartan, saldrán aquí.',
  pair: (names) => listed(names),
  both: (interests) => `En común: ${interests.join(', ')}`,
  bothAt: (place) => `Las conociste en ${place}`,
  introduce: 'Presentar',
  message: 'Un mensaje para las dos personas',
  subject: ([one, other]) => `${one}, te presento a ${other}`,
  draft: (one, other, interests, place) =>
    [
      `¡Hola, ${one.name}! ¡Hola, ${other.name}!`,
      ['Creo que os gustaría conoceros.', ...about(one), ...about(other)].join(' '),
      place
        ? `Os conocí en el mismo lugar: ${place}. Lo demás ya es cosa vuestra.`
        : `Esto tenéis en común: ${listed(interests)}. Lo demás ya es cosa vuestra.`,
    ].join('\n\n'),
  mail: 'Correo a las dos personas',
  done: 'Ya hice la presentación',
  what: (names) => `Presenté a ${listed(names)}`,
  told: (names) => `Has presentado a ${listed(names)}.`,
};
