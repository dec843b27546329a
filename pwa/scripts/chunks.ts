/**
 * Decides which module goes into which file of the build. Each file costs about 200 bytes and is compressed
 * by itself: with a hundred small files the app weighed 16 KB more (docs/architecture.md).
 */
import { join } from 'node:path';
import type { Rolldown } from 'vite';

const SOURCES = join(import.meta.dirname, '..', 'src');
// With the texts it uses, in any language.
const FIRST_SCREEN = ['app/main.tsx', 'texts/en/first.ts'].map((file) => join(SOURCES, file));
const AFTER_FIRST_PAINT = [join(SOURCES, 'app/afterFirstPaint.ts')];

/** Entry points of idle parts, by file name. A phone fetches them when it is idle. */
const isIdleEntry = (id: string): boolean => /\/idle\.[^/]*$/.test(id) && !id.includes('/texts/');

/** Returns the language of a file with texts; a phone stores only the languages it uses. */
const languageOf = (id: string): string | undefined => /\/texts\/([a-z]{2})\//.exec(id)?.[1];

export function chunkName({ moduleIds }: { moduleIds: string[] }): string {
  const languages = new Set(moduleIds.map(languageOf));
  const [language] = languages;
  return languages.size === 1 && language
    ? `assets/words.${language}.[name]-[hash].js`
    : 'assets/[name]-[hash].js';
}

type InfoOf = (id: string) => { importedIds: string[]; dynamicallyImportedIds: string[] } | null;

/** Returns these modules and all modules they import statically. */
function withImports(start: string[], infoOf: InfoOf): Set<string> {
  const known = new Set(start);
  for (const id of known) for (const one of infoOf(id)?.importedIds ?? []) known.add(one);
  return known;
}

/** Returns all modules that can be reached without an idle part. */
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
  if (languageOf(id) || isOfFirstScreen(id, infoOf)) return null;
  if (withImports(AFTER_FIRST_PAINT, infoOf).has(id)) return 'deferred';
  return installed(infoOf).has(id) ? 'shared' : 'idle';
}

const isOfFirstScreen = (id: string, infoOf: InfoOf): boolean =>
  !languageOf(id) && !FIRST_SCREEN.includes(id) && withImports(FIRST_SCREEN, infoOf).has(id);

export const groups: Rolldown.CodeSplittingGroup[] = [
  {
    // A worker runs this file, too: it must not bring a page along.
    name: 'idle.shrink',
    test: /\/attachments\/(?:idle\.shrink|measure)\.ts$/,
    priority: 1,
  },
  {
    // Also what nothing else needs: in a file of its own it was 1.1 KB more.
    name: (id, context) =>
      isOfFirstScreen(id, (one) => context.getModuleInfo(one)) ? 'first' : null,
    debugName: 'the first screen',
    priority: 1,
    includeDependenciesRecursively: false,
  },
  {
    name: (id, context) => partOf(id, (one) => context.getModuleInfo(one)),
    debugName: 'by the moment it loads',
    minShareCount: 2,
    includeDependenciesRecursively: false,
  },
];
