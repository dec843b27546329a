import { number, plural } from './index';

export const results = {
  start: 'Whatever you remember',
  startText:
    'A name, a word from a note, “last spring”, “at the podcast panel”: one of them is enough.',
  list: 'Found',
  found: (total: number) => plural(total, { one: 'One found', other: `${number(total)} found` }),
  none: (text: string) => `Nothing for “${text}”.`,
  partly: 'Nothing has all of these words. The closest:',
  /** A time that was read out of the words; both ends are dates. */
  time: (said: string, from: string, to: string) =>
    from === to ? `“${said}”: ${from}` : `“${said}”: ${from} to ${to}`,
  /** Before the words of a record that say why it was found; nothing where they speak for themselves. */
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
