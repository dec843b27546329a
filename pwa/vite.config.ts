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
      // WebKit remembers a preload that failed without a network, over a reload too.
      resolveDependencies: (file, found) =>
        /\bidle[.-]/.test(file) ? found.filter((one) => one.endsWith('.css')) : found,
    },
    // The worker precaches by content hash; what is inlined could not be shared between builds.
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
        globPatterns: ['**/*.{js,css,html,svg,webmanifest,wasm}'],
        // Whoever has a worker has read it.
        globIgnores: ['welcome.*.html'],
        target: 'es2022',
      },
      manifest,
    }),
  ],
  // `make dev`: the app comes from here, everything else from the server; see worker/precache.ts.
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
    setupFiles: ['src/texts/testSetup.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
