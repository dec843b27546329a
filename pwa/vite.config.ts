import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { chunkName, groups } from './scripts/chunks.ts';
import { firstField } from './scripts/firstField.ts';
import { gallery } from './scripts/gallery.ts';
import { icons } from './scripts/icons.ts';
import { watching } from './scripts/watching.ts';
import { manifest } from './src/app/webManifest.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: {
      polyfill: false,
      // WebKit keeps a failed modulepreload, even over a reload: https://webkit.org/b/270357
      resolveDependencies: (file, found) =>
        /\bidle[.-]/.test(file) ? found.filter((one) => one.endsWith('.css')) : found,
    },
    // The worker caches files by content hash, and inlined files could not be shared between builds.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { chunkFileNames: chunkName, codeSplitting: { groups } } },
  },
  plugins: [
    icons(),
    firstField(),
    gallery(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'index.ts',
      // The app registers the worker itself: with updateViaCache 'none', and without replacing it while
      // somebody types.
      injectRegister: false,
      integration: {
        // The file is /sw.js, wherever its source is.
        beforeBuildServiceWorker(options) {
          const file = options.swDest.replace(/index\.js$/, 'sw.js');
          options.swDest = file;
          options.injectManifest.swDest = file;
        },
      },
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,webmanifest,wasm}'],
        // Nobody who has a worker needs it.
        globIgnores: ['welcome.*.html'],
        target: 'es2022',
      },
      manifest,
    }),
  ],
  // For `make dev`: Vite serves the app, and the server everything else; see worker/serverOnly.ts.
  server: {
    watch: watching,
    proxy: Object.fromEntries(
      ['/api/', '/dav/', '/calendar/', '/.well-known/', '/healthz', '/readyz'].map((path) => [
        path,
        `http://127.0.0.1:${process.env.PORT || 8000}`,
      ]),
    ),
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // One fewer by default: on two cores that is one.
    maxWorkers: '100%',
    setupFiles: ['src/texts/testSetup.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
