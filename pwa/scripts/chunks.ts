/**
 * Which code comes in which file. Each file costs some two hundred bytes beside what is in it, and
 * compresses by itself: in a hundred small ones the app weighed 16 KB more (app/screens/ has the rest).
 */
import { join } from 'node:path';
import type { Rolldown } from 'vite';

const SOURCES = join(import.meta.dirname, '..', 'src');
// With the words that it says, in whatever language.
const FIRST_SCREEN = ['app/main.tsx', 'texts/en/first.ts'].map((file) => join(SOURCES, file));
const AFTER_FIRST_PAINT = [join(SOURCES, 'app/afterFirstPaint.ts')];

/** What is seldom opened, by the names of the files with which it begins; a phone fetches it when it is idle. */
const isIdleEntry = (id: string): boolean => /\/idle\.[^/]*$/.test(id) && !id.includes('/texts/');

/** The words of a language are told apart by their name: of them a phone keeps those it speaks. */
const languageOf = (id: string): string | undefined => /\/texts\/([a-z]{2})\//.exec(id)?.[1];

export function chunkName({ moduleIds }: { moduleIds: string[] }): string {
  const languages = new Set(moduleIds.map(languageOf));
  const [language] = languages;
  return languages.size === 1 && language
    ? `assets/words.${language}.[name]-[hash].js`
    : 'assets/[name]-[hash].js';
}

type InfoOf = (id: string) => { importedIds: string[]; dynamicallyImportedIds: string[] } | null;

/** These modules and all that they import statically. */
function withImports(start: string[], infoOf: InfoOf): Set<string> {
  const known = new Set(start);
  for (const id of known) for (const one of infoOf(id)?.importedIds ?? []) known.add(one);
  return known;
}

/** All that can be reached without a part that is fetched when the phone is idle. */
function installed(infoOf: InfoOf): Set<string> {
  const known = new Set(FIRST_SCREEN);
  for (const id of known) {
    const { importedIds = [], dynamicallyImportedIds = [] } = infoOf(id) ?? {};
    for (const one of [...importedIds, ...dynamicallyImportedIds]) {
      if (!isIdleEntry(one)) known.add(one);
    }
  }
  return known;
}

function partOf(id: string, infoOf: InfoOf): string | null {
  if (languageOf(id)) return null;
  if (withImports(FIRST_SCREEN, infoOf).has(id)) return 'first';
  if (withImports(AFTER_FIRST_PAINT, infoOf).has(id)) return 'deferred';
  return installed(infoOf).has(id) ? 'shared' : 'idle';
}

export const groups: Rolldown.CodeSplittingGroup[] = [
  {
    // A worker runs this file, too: it must not bring a page along.
    name: 'idle.shrink',
    test: /\/attachments\/(?:idle\.shrink|measure)\.ts$/,
    priority: 1,
  },
  {
    name: (id, context) => partOf(id, (one) => context.getModuleInfo(one)),
    debugName: 'by the moment it loads',
    minShareCount: 2,
    includeDependenciesRecursively: false,
  },
];
