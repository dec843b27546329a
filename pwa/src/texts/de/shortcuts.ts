import type * as en from '../en/shortcuts';

export const shortcuts: typeof en.shortcuts = {
  title: 'Tastatur',
  text: 'Solange du nichts schreibst, genügt eine Taste.',
  keys: {
    '/': 'Suchen',
    n: 'Jemanden notieren',
    j: 'Weiter in der Liste',
    k: 'Zurück in der Liste',
    l: 'Die Seite neben der Liste',
    '?': 'Diese Übersicht',
  },
  and: 'Enter öffnet, was ausgewählt ist, Escape schließt, was aufgegangen ist.',
  on: 'Diese Tasten benutzen',
  onHint: 'Schalte sie aus, wenn du deinem Computer diktierst oder sie aus Versehen drückst.',
};
