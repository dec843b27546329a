import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = new URL('../', import.meta.url).pathname;
const files = globSync('**/*.css', { cwd: sources });
const rules = files.map((file): [string, string] => [
  file,
  readFileSync(`${sources}${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//gu, ''),
]);

/** Properties that name a physical side (left, right) instead of a logical one (start, end). */
const SIDED =
  /(?<![\w-])(?:[\w-]+-(?:left|right)(?:-radius)?|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/u;

/** Shorthands with four values set left and right separately: "padding: 0 1px 2px 3px". */
function namesFour(line: string): boolean {
  const [, value = ''] = /^\s*(?:margin|padding|inset)\s*:(.*);/u.exec(line) ?? [];
  let flat = value;
  for (let inner = ''; inner !== flat; ) {
    inner = flat;
    flat = flat.replace(/[\w-]*\([^()]*\)/gu, 'x');
  }
  return flat.trim().split(/\s+/u).length === 4;
}

const isSided = (line: string): boolean => SIDED.test(line) || namesFour(line);

test('the style sheets are found', () => {
  expect(files).toContain('ui/Button.css');
  expect(files.length).toBeGreaterThan(15);
});

test.each(rules)('%s uses logical sides, so that it works in both writing directions', (_, css) => {
  expect(css.split('\n').filter(isSided)).toEqual([]);
});

test.each([
  'margin-left: 1px;',
  'left: 0;',
  'text-align: right;',
  'border-top-left-radius: 1px;',
  'padding: 0 1px 2px 3px;',
  'padding: 0 var(--a) 0 calc(var(--b) + 1px);',
])('%s is reported', (line) => {
  expect(isSided(line)).toBe(true);
});

test.each(rules)('%s animates nothing if the user prefers reduced motion', (_, css) => {
  // Animations must be inside a query for reduced motion, or be turned off in one.
  const bare = css.replace(/@media \(prefers-reduced-motion[^{]*\{[\s\S]*?\n\}/gu, '');
  const calmed = css.includes('prefers-reduced-motion: reduce');
  expect(calmed ? [] : (bare.match(/(?:animation|transition):[^;]*/gu) ?? [])).toEqual([]);
});
