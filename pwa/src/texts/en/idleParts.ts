export const idleParts = {
  notYet: 'This part of the app is not on this phone yet.',
  comes: 'It comes by itself as soon as there is a network.',
};
