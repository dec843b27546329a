import { signal } from '@preact/signals';

/** From 900 px on, at the default text size, a list and a page fit side by side. */
const room = matchMedia('(min-width: 56.25em)');
const isWide = signal(room.matches);
room.addEventListener('change', () => {
  isWide.value = room.matches;
});

export type ListName = 'people' | 'events';

const LISTS: readonly [RegExp, ListName][] = [
  [/^\/(people|notes|karma)(\/|$)/, 'people'],
  [/^\/events(\/|$)/, 'events'],
];

/** Returns the list from which the page at `path` is opened. */
export const listOf = (path: string): ListName | undefined =>
  LISTS.find(([pattern]) => pattern.test(path))?.[1];

/** Returns the list to be shown beside the page at `path`; undefined on a phone. */
export const listBeside = (path: string): ListName | undefined =>
  isWide.value ? listOf(path) : undefined;
