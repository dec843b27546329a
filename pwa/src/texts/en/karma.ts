export const karma = {
  title: 'Karma',
  about: 'Good turns, and how they came around',
  around: 'It came around',
  notYet: 'Nothing has come around yet. It has time.',
  ledger: 'Good turns',
  none: 'No good turns yet',
  noneText:
    'Note the ones you give and the ones you receive. Years later you see how they hang together.',
  met: (who: string) => `You met ${who}`,
  introduced: (by: string, who: string) => `${by} introduced ${who}`,
};
