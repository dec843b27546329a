import type * as en from '../en/events';
import { listed, plural } from './index';

export const events: typeof en.events = {
  title: 'Events',
  chooseOne: 'Wähle einen Abend aus',
  add: 'Heute Abend: Wo bist du?',
  addToday: 'Heute: Wo bist du?',
  plan: 'Einen planen',
  cards: 'Karten',
  cardsDetail: 'Fragen zum Anfangen, dein Versprechen, und falls jemand fragt',
  none: 'Noch keine Abende',
  noneText: 'Gib dem, auf dem du gerade bist, einen Namen: Alle, die du notierst, gehören dazu.',
  on: 'Läuft gerade',
  past: 'Früher',
  coming: 'Demnächst',
  met: (who, more) =>
    more
      ? `${who.join(', ')} und ${plural(more, { one: 'noch jemanden', other: `${more} weitere` })} getroffen`
      : `${listed(who)} getroffen`,
  people: 'Wen du getroffen hast',
  noPeople: 'Noch niemanden.',
  gather: 'Wer war noch hier?',
  notes: 'Notizen',
  noNotes: 'Noch keine Notizen.',
  jot: 'Hier jemanden notieren',
  name: 'Name',
  place: 'Ort',
  starts: 'Beginn',
  ends: 'Ende',
  description: 'Worum es geht',
  zone: (zone) => `In der Zeit von ${zone}`,
  begun: 'Du hattest angefangen, dieses Event zu ändern.',
  delete: 'Dieses Event löschen',
  deleted: (name) => `${name} ist gelöscht. Notizen und Leute bleiben.`,
  errors: {
    name: 'Es braucht einen Namen.',
    starts: 'Es braucht einen Beginn.',
    ends: 'Es kann nicht vor dem Beginn enden.',
  },
  until: (from, to) => `${from} bis ${to}`,
};
