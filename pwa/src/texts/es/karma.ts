import type * as en from '../en/karma';

export const karma: typeof en.karma = {
  title: 'Karma',
  about: 'Los buenos gestos, y cómo han vuelto',
  around: 'Ha vuelto',
  notYet: 'Todavía no ha vuelto nada. Hay tiempo.',
  ledger: 'Buenos gestos',
  none: 'Todavía no hay buenos gestos',
  noneText:
    'Apunta los que das y los que recibes. Años después verás cómo se enlazan unos con otros.',
  met: (who) => `Conociste a ${who}`,
  introduced: (by, who) => `${by} te presentó a ${who}`,
};
