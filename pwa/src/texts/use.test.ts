import { expect, test, vi } from 'vitest';
import * as deferred from './en/deferred';
import * as first from './en/first';
import * as idle from './en/idle';

type Texts = { readonly [key: string]: unknown };

const all = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.entries(all).filter(
  ([path]) => !/\/texts\/[a-z]{2}\/|\.test\.tsx?$/.test(path),
);

/** The parts that are tables of texts. */
const parts: Texts = Object.fromEntries(
  Object.entries({ ...first, ...deferred, ...idle }).filter(
    ([name, part]) => typeof part === 'object' && name !== 'forms',
  ),
);

const isTable = (texts: unknown): texts is Texts =>
  typeof texts === 'object' && texts !== null && !Array.isArray(texts);

const leaves = (texts: unknown, path = ''): string[] =>
  isTable(texts)
    ? Object.entries(texts).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
    : [path];

/** Returns the texts that `path` stands for: one, or all below it if the code looks something up there. */
function under(path: readonly string[]): string[] {
  let found: unknown = parts;
  const walked: string[] = [];
  for (const key of path) {
    if (!isTable(found) || !(key in found)) break;
    found = found[key];
    walked.push(key);
  }
  // A name that is not a text belongs to something else: `(s) => s.name`.
  const isOurs = walked.length === path.length || !isTable(found);
  return isOurs ? leaves(found, walked.join('.')) : [];
}

const IMPORT = /import \{([^}]+)\} from '(?:[^']*\/texts(?:\/\w+)?|\.(?:\/\w+)?)'/g;

/** Returns the texts that a file uses, by the names it imports and assigns. */
function saidIn(source: string): string[] {
  const names = new Map<string, string[]>();
  let code = source.replace(IMPORT, (_, imported = '') => {
    for (const entry of imported.split(',')) {
      const [part = '', alias = part] = entry.trim().split(/ as /);
      if (part in parts) names.set(alias, [part]);
    }
    return '';
  });
  code = code.replace(/const (\w+) = (\w+)((?:\.\w+)+);/g, (whole, alias, from, chain) => {
    const base = names.get(from);
    if (!base) return whole;
    names.set(alias, [...base, ...chain.slice(1).split('.')]);
    return '';
  });
  return [...names].flatMap(([name, base]) =>
    [...code.matchAll(new RegExp(`(?<![\\w.])${name}((?:\\s*\\.\\w+)+|(?=\\[))`, 'g'))].flatMap(
      ([, chain = '']) =>
        under([
          ...base,
          ...chain
            .split('.')
            .map((key) => key.trim())
            .slice(1),
        ]),
    ),
  );
}

test('every text is used', () => {
  const said = new Set(sources.flatMap(([, source]) => saidIn(source)));
  expect(leaves(parts).filter((path) => !said.has(path))).toEqual([]);
});

test('no code imports the texts of one language, except their types', () => {
  const named = sources.filter(([, source]) =>
    /^import (?!type )[^;]*texts\/[a-z]{2}(?:\/|')/mu.test(source),
  );
  expect(named.map(([path]) => path)).toEqual([]);
});

test('no text is written into the markup', () => {
  const attribute = /\b(?:label|title|placeholder|alt|hint|text|aria-label)="[^"]*\p{L}/u;
  const between = />[^<>{}=;()&|]*\p{L}{2}[^<>{}=;()&|]*<\//u;
  const spoken = sources.filter(
    ([path, source]) => path.endsWith('.tsx') && (attribute.test(source) || between.test(source)),
  );
  expect(spoken.map(([path]) => path)).toEqual([]);
});

test('no module needs texts while it loads, so that a language may load after the code', async () => {
  vi.resetModules();
  vi.stubGlobal('document', new EventTarget());
  const modules = import.meta.glob([
    '/src/{editing,features,prompts,ui}/**/*.{ts,tsx}',
    '!**/*.test.*',
    '!/src/app/main.tsx',
    '!/src/features/*/*.worker.ts',
  ]);
  const needy: string[] = [];
  for (const [path, load] of Object.entries(modules)) {
    await load().catch((error) => needy.push(`${path}: ${error}`));
  }
  vi.unstubAllGlobals();
  expect(needy).toEqual([]);
});
