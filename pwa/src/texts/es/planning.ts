import type * as en from '../en/planning';
import { number, plural } from './index';

export const planning: typeof en.planning = {
  title: 'Una velada por venir',
  save: 'Dejarla apuntada',
  gather: {
    nobody: 'Toda la gente que apuntaste está ya en alguna velada.',
    save: (n) =>
      n === 0
        ? 'Ponerla aquí'
        : plural(n, {
            one: 'Poner aquí a una persona',
            many: `Poner aquí a ${number(n)} de personas`,
            other: `Poner aquí a ${number(n)} personas`,
          }),
    told: (n) =>
      plural(n, {
        one: 'Una persona más está aquí.',
        many: `${number(n)} de personas más están aquí.`,
        other: `${number(n)} personas más están aquí.`,
      }),
  },
};
