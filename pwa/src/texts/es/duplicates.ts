import type * as en from '../en/duplicates';
import { number, plural } from './index';

export const duplicates: typeof en.duplicates = {
  title: '¿La misma persona dos veces?',
  line: (n) =>
    plural(n, {
      one: 'Dos personas podrían ser la misma',
      many: `${number(n)} de parejas podrían ser la misma persona`,
      other: `${number(n)} parejas podrían ser la misma persona`,
    }),
  short: (n: number) =>
    plural(n, {
      one: '¿Repetido?',
      many: `¿${number(n)} repetidos?`,
      other: `¿${number(n)} repetidos?`,
    }),
  none: 'Nadie está dos veces',
  noneText: 'Si lo notas en alguien: «Es la misma persona que…» está al pie de su página.',
  text: 'Como una sola persona tienen todo lo de las dos. Ninguna ficha pierde una palabra, y puedes volver a separarlas cuando quieras.',
  why: {
    email: (what) => `La misma dirección: ${what}`,
    phone: (what) => `El mismo número: ${what}`,
    link: (what) => `El mismo enlace: ${what}`,
    name: (what) => `Las dos se llaman ${what}`,
    nearly: () => 'Sus nombres se distinguen en una letra',
    short: (what) => `Las dos podrían llamarse ${what}, y tienen algo en común`,
    known: (what) => `A las dos se las conoce por: ${what}`,
  },
  one: 'Una persona',
  two: 'Dos personas',
  merged: (who) => `${who} es ahora una sola persona.`,
  apart: 'Son dos personas.',
  sameAs: 'Es la misma persona que…',
  sameAsWho: '¿Quién es la misma persona?',
  asked: '¿Una persona?',
  cards: 'En dos fichas',
  beside: 'En esta ficha pone otra cosa:',
  nothingBeside: 'Lo que pone esta ficha ya está arriba.',
  takeApart: 'Al final son dos personas',
};
