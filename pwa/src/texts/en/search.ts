import { number, plural } from './index';

export const search = {
  field: 'Search',
  hint: 'Search: a name, “water-skis”',
  start: 'Whatever you remember',
  startText:
    'A name, a word from a note, “last spring”, “at the podcast panel”: one of them is enough.',
  results: 'Found',
  found: (total: number) => plural(total, { one: 'One found', other: `${number(total)} found` }),
  none: (text: string) => `Nothing for “${text}”.`,
  partly: 'Nothing has all of these words. The closest:',
  /** A time that was found in the question; both ends are dates. */
  time: (said: string, from: string, to: string) =>
    from === to ? `“${said}”: ${from}` : `“${said}”: ${from} to ${to}`,
  /** Labels before the text that matched; empty if it needs none. */
  fields: {
    title: '',
    known: '',
    body: '',
    interests: 'Interests:',
    event: 'At',
    about: 'About',
    client: 'For',
    work: 'Work:',
    reach: 'To reach:',
  },
};
