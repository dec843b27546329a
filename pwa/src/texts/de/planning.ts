import type * as en from '../en/planning';
import { number, plural } from './index';

export const planning: typeof en.planning = {
  title: 'Ein Abend, der kommt',
  save: 'Vormerken',
  gather: {
    nobody: 'Alle, die du notiert hast, gehören schon zu einem Abend.',
    save: (n) =>
      n === 0
        ? 'Hierher'
        : plural(n, { one: 'Eine Person hierher', other: `${number(n)} Leute hierher` }),
    told: (n) =>
      plural(n, { one: 'Eine Person mehr ist hier.', other: `${number(n)} mehr sind hier.` }),
  },
};
