import type * as en from '../en/notes';

export const notes: typeof en.notes = {
  title: 'Notiz',
  body: 'Was du notiert hast',
  people: 'Über',
  addPerson: 'Jemanden hinzufügen',
  removePerson: (who) => `Nicht über ${who}`,
  event: 'Bei',
  noEvent: 'Kein Event',
  captured: (date, time) => `Notiert ${date}, ${time}`,
  delete: 'Diese Notiz löschen',
  deleted: 'Die Notiz ist gelöscht.',
  saved: 'Gespeichert.',
  needed: 'Eine Notiz braucht ein, zwei Wörter. Willst du sie loswerden, lösch sie.',
  waiting: 'Noch nicht auf dem Server',
};
