import type * as en from '../en/card';

export const card: typeof en.card = {
  field: {
    phones: 'Telefonnummer',
    emails: 'E-Mail-Adresse',
    links: 'Link zu einer Seite',
    interests: 'Stichwörter, mit einem Komma dazwischen',
  },
  wrong: {
    phones: 'Das ist keine Nummer, die man anrufen kann.',
    emails: 'Das ist keine E-Mail-Adresse.',
    links: 'Das ist kein Link.',
    interests: 'Ein, zwei Wörter braucht es.',
  },
  added: 'Es steht auf der Karte.',
  open: (who) => `Zur Karte von ${who}`,
  dropped: 'Es ist gestrichen.',
  correct: (who) => `Soll das auch auf der Karte von ${who} stehen?`,
  correctIt: 'Karte ändern',
  leaveIt: 'So lassen',
  corrected: (who) => `Jetzt steht es auch auf der Karte von ${who}.`,
};
