import { number, plural } from './index';

export const duplicates = {
  title: 'The same person twice?',
  line: (n: number) =>
    plural(n, {
      one: 'Two people may be the same',
      other: `${number(n)} pairs of people may be the same`,
    }),
  short: (n: number) => plural(n, { one: 'One alike?', other: `${number(n)} alike?` }),
  none: 'Nobody is here twice',
  noneText: 'Should you notice it of somebody: “Same as …” is at the foot of their page.',
  text: 'As one person they have everything of both. Neither card loses a word, and you can take them apart again.',
  why: {
    email: (what: string) => `The same address: ${what}`,
    phone: (what: string) => `The same number: ${what}`,
    link: (what: string) => `The same link: ${what}`,
    name: (what: string) => `Both are called ${what}`,
    nearly: () => 'Their names differ in one letter',
    short: (what: string) => `Both may be called ${what}, and they have something in common`,
    known: (what: string) => `Both are known for: ${what}`,
  },
  one: 'One person',
  two: 'Two people',
  merged: (who: string) => `${who} is one person now.`,
  apart: 'They are two people.',
  sameAs: 'Same as …',
  sameAsWho: 'Who is the same person?',
  asked: 'One person?',
  cards: 'Met twice',
  beside: 'This card says differently:',
  nothingBeside: 'What this card says stands above.',
  takeApart: 'Two people after all',
};
