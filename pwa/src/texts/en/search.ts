export const search = {
  field: 'Search',
  hint: 'Search: a name, “water-skis”',
};
