import { lazy } from 'preact-iso';
import { expect, test } from 'vitest';
import { preload } from './preload';

test('what a lazy screen loads is loaded as well', async () => {
  const loaded: string[] = [];
  const screen = <Of>(name: string, of: Of) =>
    lazy(async () => {
      loaded.push(name);
      return { default: of };
    });
  await preload(
    screen(
      'the router',
      screen('the screen', () => null),
    ),
  );
  expect(loaded).toEqual(['the router', 'the screen']);
});

test('a screen that is not lazy is there already', async () => {
  await expect(preload(() => null)).resolves.toBeUndefined();
});
