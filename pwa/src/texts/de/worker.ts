import type * as en from '../en/worker';

export const worker: typeof en.worker = {
  generic: {
    title: 'Guten Morgen',
    body: 'Jemand, den du getroffen hast, freut sich vielleicht, von dir zu hören.',
  },
};
