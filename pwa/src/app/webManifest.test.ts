import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifest } from './webManifest';

test('the splash screen has the background colour of the page', () => {
  const tokens = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8');
  const paper = /--paper: (#\w+)/.exec(tokens)?.[1];
  expect(manifest.background_color).toBe(paper);
  expect(manifest.theme_color).toBe(paper);
});

test('the app is installable, keeps its id, and has three shortcuts', () => {
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' });
  expect(manifest.icons?.map(({ sizes, purpose }) => [sizes, purpose ?? 'any'])).toEqual([
    ['192x192', 'any'],
    ['512x512', 'any'],
    ['512x512', 'maskable'],
  ]);
  expect(manifest.shortcuts?.map(({ name, url }) => [name, url])).toEqual([
    ['New note', '/'],
    ['Follow-ups', '/followups'],
    ['My card', '/my-card'],
    ['Cards', '/cards'],
  ]);
});
