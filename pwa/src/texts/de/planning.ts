import type * as en from '../en/planning';
import { number, plural } from './index';

export const planning: typeof en.planning = {
  title: 'Ein Abend, der kommt',
  save: 'Vormerken',
  gather: {
    title: (event) => `Wer war noch bei ${event}?`,
    nobody: 'Alle in deinem Kasten gehören schon zu einem Abend.',
    save: (n) =>
      n === 0
        ? 'Hierher'
        : plural(n, { one: 'Eine Person hierher', other: `${number(n)} Leute hierher` }),
    told: (n) =>
      plural(n, { one: 'Eine Person mehr ist hier.', other: `${number(n)} mehr sind hier.` }),
  },
};
