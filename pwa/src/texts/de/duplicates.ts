import type * as en from '../en/duplicates';
import { number, plural } from './index';

export const duplicates: typeof en.duplicates = {
  title: 'Zweimal derselbe Mensch?',
  line: (n) =>
    plural(n, {
      one: 'Zwei Leute könnten dieselbe Person sein',
      other: `Bei ${number(n)} Paaren könnte es dieselbe Person sein`,
    }),
  short: (n: number) => plural(n, { one: 'Doppelt?', other: `${number(n)} doppelt?` }),
  none: 'Niemand ist zweimal da',
  noneText: 'Fällt es dir bei jemandem auf: „Dieselbe Person wie …“ steht unten auf der Seite.',
  text: 'Als eine Person haben sie alles von beiden. Kein Wort geht verloren, und du kannst sie wieder trennen.',
  why: {
    email: (what) => `Dieselbe Adresse: ${what}`,
    phone: (what) => `Dieselbe Nummer: ${what}`,
    link: (what) => `Derselbe Link: ${what}`,
    name: (what) => `Beide heißen ${what}`,
    nearly: () => 'Die Namen unterscheiden sich in einem Buchstaben',
    short: (what) => `Beide könnten ${what} heißen, und sie haben etwas gemeinsam`,
    known: (what) => `Beide bekannt für: ${what}`,
  },
  one: 'Eine Person',
  two: 'Zwei Leute',
  merged: (who) => `${who} ist jetzt eine Person.`,
  apart: 'Es sind zwei Leute.',
  sameAs: 'Dieselbe Person wie …',
  sameAsWho: 'Wer ist dieselbe Person?',
  asked: 'Eine Person?',
  cards: 'Zweimal getroffen',
  beside: 'Auf dieser Karte steht es anders:',
  nothingBeside: 'Was auf dieser Karte steht, steht schon oben.',
  takeApart: 'Doch zwei Leute',
};
