import type * as en from '../en/deleteAccount';

export const deleteAccount: typeof en.deleteAccount = {
  title: 'Mein Konto löschen',
  text: 'Alles wird gelöscht, auf dem Server und auf diesem Handy. Niemand kann es zurückholen.',
  export: 'Erst meine Daten exportieren',
  password: 'Dein Passwort',
  button: 'Alles löschen',
  busy: 'Wird gelöscht …',
  wrong: 'Das ist nicht dein Passwort.',
  done: 'Dein Konto ist weg, mit allem, was darin war.',
};
