/** The default texts of the service worker, which name nobody. */
export const worker = {
  generic: {
    title: 'Good morning',
    body: 'Somebody you met might be glad to hear from you.',
  },
};
