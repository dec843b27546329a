import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { firstField } from './scripts/firstField.ts';
import { icons } from './scripts/icons.ts';
import { manifest } from './src/app/manifest.ts';

/** The words of a language are told apart by their name: of them a phone keeps those it speaks. */
function chunkName({ moduleIds }: { moduleIds: string[] }): string {
  const languages = new Set(moduleIds.map((id) => /\/app\/texts\/([a-z]{2})\//.exec(id)?.[1]));
  const [language] = languages;
  return languages.size === 1 && language
    ? `assets/words.${language}.[name]-[hash].js`
    : 'assets/[name]-[hash].js';
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The worker precaches by content hash; what is inlined could not be shared between builds.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { chunkFileNames: chunkName } },
  },
  plugins: [
    icons(),
    firstField(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'index.ts',
      // The app registers the worker itself: with updateViaCache 'none', and never skipping ahead
      // under somebody who is typing.
      injectRegister: false,
      integration: {
        // Its file is /sw.js, wherever its source stands.
        beforeBuildServiceWorker(options) {
          const file = options.swDest.replace(/index\.js$/, 'sw.js');
          options.swDest = file;
          options.injectManifest.swDest = file;
        },
      },
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,webmanifest}'],
        target: 'es2022',
      },
      manifest,
    }),
  ],
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/app/texts/learned.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
