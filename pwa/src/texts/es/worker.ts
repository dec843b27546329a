import type * as en from '../en/worker';

export const worker: typeof en.worker = {
  generic: {
    title: 'Buenos días',
    body: 'A alguien que conociste quizá le alegre saber de ti.',
  },
};
