import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { examples } from './examples';

test('each component of the design system has an example page', () => {
  const ui = new URL('../ui/', import.meta.url).pathname;
  const files = globSync('*.tsx', { cwd: ui }).map((file) => basename(file, '.tsx'));
  expect(Object.keys(examples).sort()).toEqual(files.sort());
});
