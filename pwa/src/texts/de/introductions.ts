import type * as en from '../en/introductions';
import { listed } from './index';

interface Met {
  name: string;
  known_for: string;
}
const about = ({ name, known_for }: Met) => (known_for ? [`${name}: ${known_for}.`] : []);

export const introductions: typeof en.introductions = {
  title: 'Wer noch?',
  about: 'Zwei deiner Leute, die etwas teilen und sich vielleicht noch nicht kennen.',
  none: 'Gerade niemand zum Bekanntmachen',
  noneText: 'Notiere, was den Leuten am Herzen liegt. Sobald zwei es teilen, tauchen sie hier auf.',
  pair: (names) => listed(names),
  both: (interests) => `Beide: ${interests.join(', ')}`,
  bothAt: (place) => `Beide getroffen: ${place}`,
  introduce: 'Vorstellen',
  message: 'Eine Nachricht an beide',
  subject: ([one, other]) => `${one}, das ist ${other}`,
  draft: (one, other, interests, place) =>
    [
      `Hallo ${one.name}, hallo ${other.name}!`,
      ['Ich glaube, ihr solltet euch kennenlernen.', ...about(one), ...about(other)].join(' '),
      place
        ? `Euch beide habe ich am selben Ort getroffen: ${place}. Den Rest überlasse ich euch.`
        : `Das verbindet euch: ${listed(interests)}. Den Rest überlasse ich euch.`,
    ].join('\n\n'),
  mail: 'Mail an beide',
  done: 'Ich hab sie bekannt gemacht',
  what: (names) => `${listed(names)} miteinander bekannt gemacht`,
  told: (names) => `Du hast ${listed(names)} bekannt gemacht.`,
};
