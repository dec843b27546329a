import { signal } from '@preact/signals';

/** From 900 px on, with letters as large as they are by default, there is room for a list and a page. */
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

/** The list from which the page at `path` is opened; it stands beside it. */
export const listOf = (path: string): ListName | undefined =>
  LISTS.find(([pattern]) => pattern.test(path))?.[1];

/** The list beside the page at this path; none on a phone. */
export const listBeside = (path: string): ListName | undefined =>
  isWide.value ? listOf(path) : undefined;
