import type * as en from '../en/karma';

export const karma: typeof en.karma = {
  title: 'Karma',
  about: 'Gute Taten, und wie sie zurückkamen',
  around: 'Es kam zurück',
  notYet: 'Noch ist nichts zurückgekommen. Es hat Zeit.',
  ledger: 'Gute Taten',
  none: 'Noch keine guten Taten',
  noneText:
    'Schreib auf, was du gibst und was du bekommst. Jahre später siehst du, wie alles zusammenhängt.',
  met: (who) => `Du hast ${who} getroffen`,
  introduced: (by, who) => `${by} hat dir ${who} vorgestellt`,
};
