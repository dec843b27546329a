import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { icons } from './scripts/icons.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The worker precaches by content hash; what is inlined could not be shared between builds.
    assetsInlineLimit: 0,
  },
  plugins: [
    icons(),
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
      manifest: {
        id: '/',
        name: 'Karmadex',
        short_name: 'Karmadex',
        description: 'Remember the people you meet, for who they are.',
        lang: 'en',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#fbf6ef',
        theme_color: '#fbf6ef',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icons/maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
        shortcuts: [
          { name: 'New note', url: '/' },
          { name: 'Follow-ups', url: '/followups' },
        ],
      },
    }),
  ],
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
