/** The web app manifest: what a phone needs to put the app on its home screen. Used by the build only. */
import type { ManifestOptions } from 'vite-plugin-pwa';

/**
 * The value of `--paper` in tokens.css for the light theme. The page sets the dark one itself
 * (`theme-color`).
 */
const PAPER = '#fbf6ef';

export const manifest: Partial<ManifestOptions> = {
  // Must never change: with another id, a phone would install a second app beside the first.
  id: '/',
  name: 'Karmadex',
  short_name: 'Karmadex',
  description: 'Remember the people you meet, for who they are.',
  lang: 'en',
  dir: 'ltr',
  categories: ['social', 'lifestyle'],
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: PAPER,
  theme_color: PAPER,
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  // What another app shares (a text, a link, a contact) becomes a note that is not saved yet.
  share_target: {
    action: '/share',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: 'title',
      text: 'text',
      url: 'url',
      files: [
        {
          name: 'contact',
          accept: [
            'text/vcard',
            'text/x-vcard',
            'text/plain',
            '.vcf',
            'text/csv',
            '.csv',
            'text/calendar',
            '.ics',
            'application/zip',
            '.zip',
          ],
        },
        // A field of its own, because older workers read files of the other one as the text of a contact. An
        // older home screen shares contacts only, until its system fetches this file again.
        { name: 'attachment', accept: ['image/*', 'audio/*'] },
      ],
    },
  },
  shortcuts: [
    { name: 'New note', url: '/', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
    {
      name: 'Follow-ups',
      url: '/followups',
      icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }],
    },
    {
      name: 'My card',
      url: '/my-card',
      icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }],
    },
    { name: 'Cards', url: '/cards', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
  ],
};
