export const shortcuts = {
  title: 'Keyboard',
  text: 'While nothing is being typed, one key is enough.',
  keys: {
    '/': 'Search',
    n: 'Jot somebody down',
    j: 'The next one in the list',
    k: 'The one before',
    l: 'The page beside the list',
    '?': 'This list',
  },
  and: 'Enter opens what is chosen, Escape closes what has opened.',
  on: 'Use these keys',
  onHint: 'Switch them off if you speak to your computer, or press keys by accident.',
};
