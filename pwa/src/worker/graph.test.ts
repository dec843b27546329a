import { expect, test } from 'vitest';

const sources = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Returns the file that `specifier` names, as seen from `file`; undefined for a package. */
function resolve(specifier: string, file: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = new URL(specifier, `http://app${file}`).pathname;
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => one in sources);
}

/** Returns all modules of the service worker. */
function inWorker(): string[] {
  const found = new Set(['/src/worker/index.ts']);
  for (const file of found)
    for (const [, specifier = ''] of (sources[file] ?? '').matchAll(
      /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/gmu,
    )) {
      const target = resolve(specifier, file);
      if (target) found.add(target);
    }
  return [...found];
}

// The bundler would load such a part with `import.meta`. In a classic worker that is a syntax error, so no
// phone would have an app without a network any more.
test('the service worker loads none of its parts later', () => {
  const files = inWorker();
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => /(?<!typeof )\bimport\(/u.test(sources[file] ?? ''))).toEqual([]);
});
