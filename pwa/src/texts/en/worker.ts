/** What the service worker says by itself: it names nobody. */
export const worker = {
  generic: {
    title: 'Good morning',
    body: 'Somebody you met might be glad to hear from you.',
  },
};
