import { lazy } from 'preact-iso';
import { expect, test } from 'vitest';
import { preload } from './preload';

test('preloading a lazy screen also loads the lazy screens inside it', async () => {
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

test('preloading a screen that is not lazy does nothing', async () => {
  await expect(preload(() => null)).resolves.toBeUndefined();
});
